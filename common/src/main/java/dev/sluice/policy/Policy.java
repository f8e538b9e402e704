package dev.sluice.policy;

import dev.sluice.signature.Bank;
import dev.sluice.signature.Banks;
import dev.sluice.text.ChatLists;
import dev.sluice.text.ChatReader;
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
    private final PolicyDocument document;
    private final Banks banks;
    private final ChatLists chatLists;
    private final CompiledRules rules;
    private final Set<String> allowedPublishers;

    private Policy(PolicyDocument document, ChatLists chatLists, CompiledRules rules) {
        this.document = document;
        this.banks = new Banks(document.banks());
        this.chatLists = chatLists;
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
        PolicyDocument document = reading.document();
        ChatLists lists = new ChatLists(document.allTerms(), document.patterns(), document.links());
        return new Policy(document, lists, reading.rules());
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
                document.with(version.toString(), banks(active), sampling(active), risk(active)), chatLists, rules);
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
        return PolicyYaml.write(document);
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

    /** What to look for in chat; a {@link ChatReader} of it takes a moment to build. */
    public ChatLists chatLists() {
        return chatLists;
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
