package dev.sluice.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.signature.Bank;
import dev.sluice.signature.Banks;
import dev.sluice.text.TermMatcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A validated policy, ready for use. Immutable. */
public final class Policy {
    private static final ObjectWriter WRITER = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    // All texts stay in quotes: bare ones lose odd line breaks, and 911 its being a text.
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addModule(new JavaTimeModule())
            .build()
            .writer();

    private final PolicyDocument document;
    private final Banks banks;
    private final TermMatcher terms;
    private final CompiledRules rules;
    private final Set<String> allowedPublishers;

    private Policy(PolicyDocument document, TermMatcher terms, CompiledRules rules) {
        this.document = document;
        this.banks = new Banks(document.banks());
        this.terms = terms;
        this.rules = rules;
        this.allowedPublishers = Set.copyOf(document.publisherAllowList());
    }

    /** The policy that ships with Sluice: reviews everything, kills nothing. */
    public static Policy shipped() {
        try {
            return parse(shippedText());
        } catch (InvalidPolicyException e) {
            throw new IllegalStateException("the shipped policy is invalid: " + e.getMessage(), e);
        }
    }

    /** The policy that ships with Sluice as it is written, with its comments. */
    public static String shippedText() {
        try (InputStream yaml = Policy.class.getResourceAsStream("/policy/default.yaml")) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a policy document.
     *
     * @param text YAML or JSON, at most 1 MiB
     * @throws InvalidPolicyException naming every problem
     */
    public static Policy parse(String text) throws InvalidPolicyException {
        Problems problems = new Problems();
        PolicyReader.Reading reading = PolicyReader.read(Node.parse(text, problems), problems);
        problems.throwIfAny();
        return new Policy(reading.document(), new TermMatcher(reading.document().allTerms()), reading.rules());
    }

    /**
     * The policy while incidents last. Each of them only makes it more watchful: the lowest {@code raise}, the highest
     * rate of frames, banks added or set anew (a benign bank of this policy stays benign), banks with authority to kill.
     *
     * @param incidents those that are about the stream in question; ones that do not hold at {@code now} change nothing
     * @return this policy itself if none holds; else one whose version names those that do
     */
    public Policy with(List<Incident> incidents, Instant now) {
        List<Incident> active = incidents.stream()
                .filter(incident -> incident.isActive(now))
                .sorted(Comparator.comparing(Incident::name))
                .toList();
        if (active.isEmpty()) {
            return this;
        }
        StringBuilder version = new StringBuilder(document.version());
        active.forEach(incident -> version.append('+').append(incident.label()));
        return new Policy(
                document.with(version.toString(), banks(active), sampling(active), risk(active)), terms, rules);
    }

    private List<Bank> banks(List<Incident> active) {
        Map<String, Bank> byName = new LinkedHashMap<>();
        document.banks().forEach(bank -> byName.put(bank.name(), bank));
        for (Incident incident : active) {
            for (Bank bank : incident.document().banks()) {
                byName.merge(bank.name(), bank, Policy::replaced);
            }
            for (String name : incident.document().kills().authority()) {
                byName.putIfAbsent(name, banks.bank(name));
            }
        }
        byName.replaceAll((name, bank) -> active.stream().anyMatch(incident -> incident.lets(bank)) && !bank.benign()
                ? bank.withKillEligible(true)
                : bank);
        return List.copyOf(byName.values());
    }

    /** An incident's settings for a bank, which undo no exclusion and take no authority away. */
    private static Bank replaced(Bank own, Bank incidents) {
        if (own.benign()) {
            return own;
        }
        return new Bank(
                own.name(),
                incidents.category(),
                incidents.severity(),
                incidents.distance(),
                own.killEligible() && !incidents.benign(),
                incidents.benign(),
                incidents.soakSeconds(),
                incidents.enabledRatio(),
                incidents.seed(),
                Stream.concat(own.disabled().stream(), incidents.disabled().stream())
                        .toList());
    }

    private PolicyDocument.Sampling sampling(List<Incident> active) {
        PolicyDocument.Sampling own = document.sampling();
        double rate = active.stream()
                .mapToDouble(incident -> incident.document().sampling().framesPerSecond())
                .max()
                .orElse(0);
        TreeMap<String, Double> tiers = new TreeMap<>(own.tiers());
        tiers.replaceAll((tier, tierRate) -> Math.max(tierRate, rate));
        return new PolicyDocument.Sampling(
                Math.max(own.framesPerSecond(), rate),
                Math.max(own.riskyFramesPerSecond(), rate),
                own.riskySeconds(),
                own.floorFramesPerSecond(),
                own.shedAfterSeconds(),
                Math.max(own.burstFramesPerSecond(), rate),
                tiers);
    }

    private PolicyDocument.Risk risk(List<Incident> active) {
        PolicyDocument.Risk own = document.risk();
        double raise = Math.min(
                own.raise(),
                active.stream()
                        .mapToDouble(incident -> incident.document().risk().raise())
                        .min()
                        .orElse(1));
        double clear = own.clear() < raise ? own.clear() : raise / 2;
        return new PolicyDocument.Risk(
                raise, clear, own.holdSeconds(), own.matchHalfLifeSeconds(), own.chatHalfLifeSeconds(), own.groups());
    }

    /** The whole document as YAML, with what was left out; read again, it is the same. Comments are not kept. */
    public String toYaml() {
        try {
            return WRITER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy of texts and numbers cannot be written", e);
        }
    }

    public PolicyDocument document() {
        return document;
    }

    public String version() {
        return document.version();
    }

    public Banks banks() {
        return banks;
    }

    public TermMatcher terms() {
        return terms;
    }

    /** The rules, compiled; the same whatever incidents last. */
    public CompiledRules rules() {
        return rules;
    }

    /** Whether an account is a publisher whose streams are never killed automatically. */
    public boolean allowsPublisher(String accountId) {
        return accountId != null && allowedPublishers.contains(accountId);
    }
}
