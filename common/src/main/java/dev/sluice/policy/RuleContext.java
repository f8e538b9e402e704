package dev.sluice.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The names that an expression may use, their CEL types, and where {@link RuleFacts} has their values. */
public final class RuleContext {
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType COUNTS = MapType.create(SimpleType.STRING, SimpleType.INT);
    private static final CelType WEIGHTS = MapType.create(SimpleType.STRING, SimpleType.DOUBLE);

    private static final Map<String, Variable> VARIABLES = variables();

    private RuleContext() {}

    /** A name's type and its value in the facts. */
    record Variable(CelType type, Function<RuleFacts, Object> value) {}

    /** Every name and its CEL type as text, such as {@code map(string, int)}, in the order of the documentation. */
    public static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        VARIABLES.forEach((name, variable) -> names.put(name, written(variable.type())));
        return names;
    }

    static Map<String, Variable> all() {
        return VARIABLES;
    }

    private static String written(CelType type) {
        if (type instanceof ListType list) {
            return "list(" + written(list.elemType()) + ")";
        }
        if (type instanceof MapType map) {
            return "map(" + written(map.keyType()) + ", " + written(map.valueType()) + ")";
        }
        return type.equals(SimpleType.TIMESTAMP) ? "timestamp" : type.name();
    }

    private static Map<String, Variable> variables() {
        Map<String, Variable> all = new LinkedHashMap<>();
        text(all, "stream.id", facts -> facts.stream().id());
        text(all, "stream.title", facts -> facts.stream().title());
        text(all, "stream.category", facts -> facts.stream().category());
        add(all, "stream.tags", TEXTS, facts -> facts.stream().tags());
        count(all, "stream.age_seconds", facts -> facts.stream().ageSeconds());
        truth(all, "stream.first_of_account", facts -> facts.stream().firstOfAccount());
        count(all, "stream.viewers", facts -> facts.stream().viewers());
        add(all, "stream.referrer_hosts", TEXTS, facts -> facts.stream().referrerHosts());

        text(all, "account.tier", facts -> facts.account().tier());
        count(all, "account.age_days", facts -> facts.account().ageDays());
        count(all, "account.strikes", facts -> facts.account().strikes());
        count(all, "account.prior_streams", facts -> facts.account().priorStreams());
        truth(all, "account.blocked", facts -> facts.account().blocked());
        count(all, "account.confirmed_siblings", facts -> facts.account().confirmedSiblings());

        number(all, "chat.messages_per_minute", facts -> facts.chat().messagesPerMinute());
        number(all, "chat.baseline_per_minute", facts -> facts.chat().baselinePerMinute());
        number(all, "chat.burst", facts -> facts.chat().burst());
        count(all, "chat.speakers", facts -> facts.chat().speakers());
        count(all, "chat.new_speakers", facts -> facts.chat().newSpeakers());
        add(all, "chat.hits", WEIGHTS, facts -> facts.chat().hits());
        add(all, "chat.hit_speakers", COUNTS, facts -> facts.chat().hitSpeakers());
        count(all, "chat.wave_authors", facts -> facts.chat().waveAuthors());
        add(all, "chat.links", COUNTS, facts -> facts.chat().links());
        count(all, "chat.asks_if_real", facts -> facts.chat().asksIfReal());

        count(all, "reports.count", facts -> facts.reports().count());
        count(all, "reports.reporters", facts -> facts.reports().reporters());
        count(all, "reports.credible", facts -> facts.reports().credible());
        number(all, "reports.weighted", facts -> facts.reports().weighted());
        add(all, "reports.by_reason", COUNTS, facts -> facts.reports().byReason());

        count(all, "matches.count", facts -> facts.matches().count());
        count(all, "matches.sequences", facts -> facts.matches().sequences());
        count(all, "matches.closest", facts -> facts.matches().closest());
        add(all, "matches.banks", TEXTS, facts -> facts.matches().banks());
        add(all, "matches.categories", TEXTS, facts -> facts.matches().categories());
        truth(all, "matches.evasion", facts -> facts.matches().evasion());

        count(all, "viewers.now", facts -> facts.viewers().now());
        number(all, "viewers.slope", facts -> facts.viewers().slope());
        add(all, "signals", WEIGHTS, RuleFacts::signals);
        truth(all, "incident.active", facts -> facts.incident().active());
        add(all, "incident.names", TEXTS, facts -> facts.incident().names());
        add(all, "now", SimpleType.TIMESTAMP, RuleFacts::now);
        return Collections.unmodifiableMap(all);
    }

    private static void text(Map<String, Variable> all, String name, Function<RuleFacts, String> value) {
        add(all, name, SimpleType.STRING, value::apply);
    }

    private static void count(Map<String, Variable> all, String name, Function<RuleFacts, Long> value) {
        add(all, name, SimpleType.INT, value::apply);
    }

    private static void number(Map<String, Variable> all, String name, Function<RuleFacts, Double> value) {
        add(all, name, SimpleType.DOUBLE, value::apply);
    }

    private static void truth(Map<String, Variable> all, String name, Function<RuleFacts, Boolean> value) {
        add(all, name, SimpleType.BOOL, value::apply);
    }

    private static void add(Map<String, Variable> all, String name, CelType type, Function<RuleFacts, Object> value) {
        all.put(name, new Variable(type, value));
    }
}
