package dev.sluice.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.signature.Bank;
import dev.sluice.signature.Banks;
import dev.sluice.text.Term;
import dev.sluice.text.TermMatcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A validated policy, ready for use. Immutable. */
public final class Policy {
    /** YAML reads JSON too, so one reader serves the topic and files. */
    private static final ObjectMapper READER = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            // A misspelt key would silently leave its default in force.
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int LARGEST_DISTANCE = 63;
    /** Thirty days: no time that a policy sets is longer, and sums with it stay in range. */
    private static final long LONGEST_SECONDS = 30L * 24 * 3600;
    /** Frames per second, as for a directive. */
    private static final int HIGHEST_RATE = 1000;

    private final PolicyDocument document;
    private final Banks banks;
    private final TermMatcher terms;
    private final Set<String> allowedPublishers;

    private Policy(PolicyDocument document) {
        this.document = document;
        this.banks = new Banks(document.banks());
        this.terms = new TermMatcher(document.terms());
        this.allowedPublishers = Set.copyOf(document.publisherAllowList());
    }

    /** The policy that ships with Sluice: reviews everything, kills nothing. */
    public static Policy shipped() {
        try (InputStream yaml = Policy.class.getResourceAsStream("/policy/default.yaml")) {
            return parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidPolicyException e) {
            throw new IllegalStateException("the shipped policy is invalid: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a policy document.
     *
     * @param text YAML or JSON, at most 1 MiB
     * @throws InvalidPolicyException naming every problem
     */
    public static Policy parse(String text) throws InvalidPolicyException {
        PolicyDocument document;
        try {
            document = READER.readValue(text, PolicyDocument.class);
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidPolicyException(List.of(path(e.getPath()) + ": is no key of a policy; expected one of "
                    + String.join(
                            ", ",
                            new TreeSet<>(e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .toList()))));
        } catch (MismatchedInputException e) {
            boolean scalar =
                    e.getTargetType() != null && (e.getTargetType().isPrimitive() || e.getTargetType() == String.class);
            throw new InvalidPolicyException(List.of(path(e.getPath()) + ": holds no "
                    + (scalar
                            ? e.getTargetType().getSimpleName().toLowerCase(Locale.ROOT)
                            : "mapping of keys to values")));
        } catch (JsonMappingException e) {
            throw new InvalidPolicyException(List.of(path(e.getPath()) + ": holds a value that is not allowed"));
        } catch (JsonProcessingException e) {
            throw new InvalidPolicyException(List.of("neither YAML nor JSON: " + e.getOriginalMessage()));
        }
        if (document == null) {
            throw new InvalidPolicyException(List.of("the document is empty"));
        }
        List<String> problems = problems(document);
        if (!problems.isEmpty()) {
            throw new InvalidPolicyException(problems);
        }
        return new Policy(document);
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

    /** Whether an account is a publisher whose streams are never killed automatically. */
    public boolean allowsPublisher(String accountId) {
        return accountId != null && allowedPublishers.contains(accountId);
    }

    private static List<String> problems(PolicyDocument document) {
        List<String> problems = new ArrayList<>();
        check(problems, document.version() != null && !document.version().isBlank(), "version is missing");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < document.banks().size(); i++) {
            Bank bank = document.banks().get(i);
            String at = "banks[" + i + "].";
            check(problems, bank.name() != null && !bank.name().isBlank(), at + "name is missing");
            check(problems, names.add(bank.name()), at + "name is given twice");
            check(
                    problems,
                    bank.distance() >= 0 && bank.distance() <= LARGEST_DISTANCE,
                    at + "distance = " + bank.distance() + ": must be 0..63");
            check(problems, isShare(bank.severity()), at + "severity = " + bank.severity() + ": must be 0..1");
            check(problems, bank.soakSeconds() >= 0, at + "soak_seconds is negative");
            check(
                    problems,
                    !(bank.benign() && bank.killEligible()),
                    at + "benign and kill_eligible exclude each other");
        }
        for (int i = 0; i < document.terms().size(); i++) {
            Term term = document.terms().get(i);
            String at = "terms[" + i + "].";
            check(problems, term.term() != null && !term.term().isBlank(), at + "term is missing");
            check(problems, isShare(term.weight()), at + "weight = " + term.weight() + ": must be 0..1");
        }
        PolicyDocument.Sampling sampling = document.sampling();
        check(
                problems,
                sampling.framesPerSecond() > 0
                        && sampling.riskyFramesPerSecond() >= sampling.framesPerSecond()
                        && sampling.floorFramesPerSecond() > 0
                        && sampling.floorFramesPerSecond() <= sampling.framesPerSecond(),
                "sampling: rates must satisfy 0 < floor <= frames_per_second <= risky");
        check(
                problems,
                sampling.riskyFramesPerSecond() <= HIGHEST_RATE,
                "sampling.risky_frames_per_second must be at most " + HIGHEST_RATE);
        checkSeconds(problems, "sampling.risky_seconds", sampling.riskySeconds());
        check(problems, sampling.shedAfterSeconds() > 0, "sampling.shed_after_seconds must be positive");
        check(problems, document.sequence().frames() >= 2, "sequence.frames must be at least 2");
        // Left out, it would be 0: frames of one instant would end a stream.
        check(problems, document.sequence().spanMillis() > 0, "sequence.span_millis must be positive");
        PolicyDocument.Risk risk = document.risk();
        check(
                problems,
                isShare(risk.raise()) && risk.clear() < risk.raise() && risk.clear() >= 0,
                "risk: must satisfy 0 <= clear < raise <= 1");
        check(
                problems,
                risk.matchHalfLifeSeconds() > 0 && risk.chatHalfLifeSeconds() > 0,
                "risk: half-lives must be positive");
        PolicyDocument.Deadlines deadlines = document.deadlines();
        check(
                problems,
                deadlines.p0Seconds() > 0 && deadlines.p1Seconds() > 0 && deadlines.p2Seconds() > 0,
                "deadlines: p0_seconds, p1_seconds and p2_seconds must be positive");
        String mode = document.kills().mode();
        check(
                problems,
                PolicyDocument.Kills.ENFORCE.equals(mode) || PolicyDocument.Kills.REVIEW.equals(mode),
                "kills.mode = " + mode + ": must be ENFORCE or REVIEW");
        check(problems, document.kills().expirySeconds() > 0, "kills.expiry_seconds must be positive");
        checkSeconds(problems, "kills.expiry_seconds", document.kills().expirySeconds());
        checkSeconds(problems, "deadlines.p0_seconds", document.deadlines().p0Seconds());
        checkSeconds(problems, "deadlines.p1_seconds", document.deadlines().p1Seconds());
        checkSeconds(problems, "deadlines.p2_seconds", document.deadlines().p2Seconds());
        checkSeconds(problems, "lookback_seconds", document.lookbackSeconds());
        return problems;
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.length() == 0 ? "the document" : path.toString();
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    private static void checkSeconds(List<String> problems, String name, long seconds) {
        check(
                problems,
                seconds >= 0 && seconds <= LONGEST_SECONDS,
                name + " = " + seconds + ": must be 0.." + LONGEST_SECONDS);
    }

    private static void check(List<String> problems, boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
