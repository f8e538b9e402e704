package dev.sluice.bench;

import dev.sluice.policy.CompiledRules;
import dev.sluice.policy.CompiledRules.Outcome;
import dev.sluice.policy.Policy;
import dev.sluice.policy.RuleFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All rules of the shipped policy over the facts of one stream, per call; and how long the policy takes to be read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RulesBenchmark {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    /** QUIET: a stream like most. ALARMING: every part of every rule must be looked at, and most hold. */
    @Param({"QUIET", "ALARMING"})
    private String stream;

    private CompiledRules rules;
    private RuleFacts facts;

    @Setup
    public void build() {
        rules = Policy.shipped().rules();
        facts = stream.equals("QUIET") ? quiet() : alarming();
        System.out.printf(
                "%n%d rules, %d hold%n", rules.size(), rules.evaluate(facts).size());
    }

    @Benchmark
    public List<Outcome> evaluate() {
        return rules.evaluate(facts);
    }

    @Benchmark
    public Policy read() {
        return Policy.shipped();
    }

    private static RuleFacts quiet() {
        return new RuleFacts(
                new RuleFacts.Stream(
                        "s", "Cooking", "food", List.of("cooking"), 4000, false, 40, List.of("www.google.com")),
                new RuleFacts.Account("partner", 900, 0, 120, false, 0),
                new RuleFacts.Chat(12, 11, 1.1, 9, 2, Map.of(), Map.of(), 0, Map.of(), 0),
                RuleFacts.Reports.NONE,
                RuleFacts.Matches.NONE,
                new RuleFacts.Viewers(40, 0.01),
                Map.of("weapon", 0.02, "violence", 0.01),
                new RuleFacts.Incidents(false, List.of()),
                NOW);
    }

    private static RuleFacts alarming() {
        return new RuleFacts(
                new RuleFacts.Stream(
                        "s", "Walk", "irl", List.of(), 300, true, 40, List.of("www.google.com", "board.example")),
                new RuleFacts.Account("new", 2, 2, 0, false, 1),
                new RuleFacts.Chat(
                        60,
                        10,
                        6,
                        30,
                        20,
                        Map.of("THREAT", 0.6, "SELF_HARM", 0.3),
                        Map.of("THREAT", 4L, "SELF_HARM", 2L),
                        6,
                        Map.of("FILE_HOST", 6L),
                        4),
                new RuleFacts.Reports(9, 7, 5, 0.45, Map.of("violence", 9L)),
                new RuleFacts.Matches(7, 1, 12, List.of("b"), List.of("TERRORISM"), true),
                new RuleFacts.Viewers(40, 0.8),
                Map.of("weapon", 0.95),
                new RuleFacts.Incidents(true, List.of("springfield")),
                NOW);
    }
}
