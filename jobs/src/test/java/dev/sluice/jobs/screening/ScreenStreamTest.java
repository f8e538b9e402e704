package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.StreamEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.jobs.metric.Measured;
import dev.sluice.screening.IncidentNote;
import dev.sluice.screening.StreamInput;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenStreamTest {
    private static final String ENFORCING = """
            version: enforcing-1
            kills: {mode: ENFORCE, expiry_seconds: 300}
            banks:
              - {name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}
            """;
    private static final String REVIEWING =
            ENFORCING.replace("ENFORCE,", "REVIEW,").replace("enforcing-1", "reviewing-1");
    private static final int LOOK_BACK_SECONDS = 600;
    private static final int RETENTION_SECONDS = 3600;
    private static final long FRAME_MILLIS = 500;

    private final List<PdqHash> film = film(1);
    private final FakeCatalogue catalogue = new FakeCatalogue();
    private KeyedBroadcastOperatorTestHarness<String, StreamInput, Control, Flag> harness;

    /** What came out of harnesses that are closed. */
    private Output earlier = Output.NONE;

    @BeforeEach
    void open() throws Exception {
        harness = opened(ENFORCING, null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aKnownFilmLeadsToAFlagThenAnUpdateWithAKillAndToADirective() throws Exception {
        catalogue.list("terror", film);
        show("s", film, 0, film.size());

        Output output = output();
        assertThat(output.flags()).extracting(Flag::state).containsExactly(Flag.OPEN, Flag.UPDATED);
        assertThat(output.flags())
                .extracting(Flag::flagId)
                .containsOnly(output.flags().get(0).flagId());
        assertThat(output.flags().get(1).recommendedAction()).isEqualTo("KILL");
        assertThat(output.flags().get(1).versions().catalogue()).isEqualTo(1);
        assertThat(output.flags().get(1).versions().policy()).isEqualTo("enforcing-1");
        assertThat(output.kills()).singleElement().satisfies(kill -> {
            assertThat(kill.streamId()).isEqualTo("s");
            assertThat(kill.flagId()).isEqualTo(output.flags().get(0).flagId());
        });
        assertThat(output.directives()).singleElement().satisfies(directive -> {
            assertThat(directive.streamId()).isEqualTo("s");
            assertThat(directive.until()).isEqualTo(Records.NOW.plusSeconds(60));
        });
        assertThat(output.decisions())
                .extracting(Decision::action)
                .containsExactlyInAnyOrder("FLAG", "DIRECTIVE", "FLAG_UPDATE", "KILL");
    }

    @Test
    void anUnknownFilmLeadsToNothing() throws Exception {
        catalogue.list("terror", film(2));
        show("s", film, 0, film.size());

        assertThat(output()).isEqualTo(Output.NONE);
    }

    @Test
    void anIncidentHearsOfAStreamOnceAndOfItsFlag() throws Exception {
        catalogue.list("terror", film);
        show("before", film, 0, 2);
        harness.processBroadcastElement(
                Control.ofIncident(
                        "incident/crisis",
                        "{name: crisis, revision: 1, opened_at: \"" + Records.NOW + "\", expires_at: \""
                                + Records.NOW.plusSeconds(3600) + "\", streams: \"stream.id != 'other'\"}"),
                0);
        show("during", film, 0, film.size());
        show("other", film, 0, film.size());
        waitUntil(20);

        assertThat(Records.side(harness, ScreenStream.INCIDENT_NOTES))
                .extracting(IncidentNote::streamId, IncidentNote::kind)
                .containsExactlyInAnyOrder(
                        tuple("during", IncidentNote.SEEN),
                        tuple("during", IncidentNote.FLAGGED),
                        tuple("before", IncidentNote.SEEN));
    }

    @Test
    void streamsAreJudgedEachForItself() throws Exception {
        catalogue.list("terror", film);
        for (int i = 0; i < 8; i++) {
            show(i % 2 == 0 ? "even" : "odd", film, i, i + 1);
        }

        assertThat(output().kills()).as("four frames each are no sequence").isEmpty();
        assertThat(output().flags())
                .extracting(Flag::streamId, Flag::state)
                .containsExactlyInAnyOrder(tuple("even", Flag.OPEN), tuple("odd", Flag.OPEN));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 6, 12, 19})
    void aRestoreInTheMiddleOfAStreamChangesNothing(int cut) throws Exception {
        catalogue.list("terror", film);
        show("s", film, 0, film.size());
        Output uninterrupted = output();
        restart(null);
        earlier = Output.NONE;

        show("s", film, 0, cut);
        restart(harness.snapshot(1, 1));
        show("s", film, cut, film.size());

        assertThat(output()).isEqualTo(uninterrupted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill_eligible: true", "kill_eligible: true, soak_seconds: 86400"})
    void whatIsPublishedAgainAfterAFailureHasTheIdsItHadBefore(String bankSetting) throws Exception {
        String policy = ENFORCING.replace("kill_eligible: true", bankSetting);
        harness.processBroadcastElement(Control.ofPolicy(policy), 0);
        catalogue.list("terror", film);
        show("s", film, 0, 4);
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        show("s", film, 4, film.size());
        Output first = output();

        restart(saved);
        harness.setProcessingTime(Records.NOW.plusSeconds(20).toEpochMilli());
        for (int i = 4; i < film.size(); i++) {
            harness.processElement(StreamInput.of(frame("s", i, film.get(i))), 0);
        }

        assertThat(output().kills()).hasSize(2 * first.kills().size());
        assertThat(output().decisions()).hasSizeGreaterThan(first.decisions().size());
        assertThat(output().ids()).isEqualTo(first.ids());
    }

    @Test
    void eachDecisionHasAnIdOfItsOwn() throws Exception {
        catalogue.list("terror", film);
        for (int lap = 0; lap < 10; lap++) {
            show("s", film, lap * film.size(), (lap + 1) * film.size());
        }

        assertThat(output().directives()).as("a directive is renewed").hasSizeGreaterThan(1);
        assertThat(output().decisions())
                .extracting(Decision::decisionId)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(4);
    }

    @Test
    void aBroadcastPolicyOutlivesARestore() throws Exception {
        catalogue.list("terror", film);
        harness.processBroadcastElement(Control.ofPolicy(REVIEWING), 0);
        restart(harness.snapshot(1, 1));
        show("s", film, 0, film.size());

        assertThat(output().kills()).isEmpty();
        assertThat(output().flags())
                .extracting(flag -> flag.versions().policy())
                .containsOnly("reviewing-1");
    }

    @Test
    void aPolicyThatIsBroadcastLaterIsAppliedToWhatWasShownBefore() throws Exception {
        catalogue.list("terror", film);
        harness.processBroadcastElement(Control.ofPolicy(REVIEWING), 0);
        show("s", film, 0, film.size());
        assertThat(output().kills()).isEmpty();

        harness.processBroadcastElement(Control.ofPolicy(ENFORCING), 0);
        waitUntil(12);

        assertThat(output().kills()).hasSize(1);
    }

    @Test
    void aTickAfterTheCatalogueGainedASignatureRaisesAFlagForWhatWasShownBefore() throws Exception {
        show("s", film, 0, 3);
        assertThat(output()).isEqualTo(Output.NONE);

        catalogue.list("terror", film);
        waitUntil(3);

        assertThat(output().flags()).singleElement().satisfies(flag -> {
            assertThat(flag.streamId()).isEqualTo("s");
            assertThat(flag.state()).isEqualTo(Flag.OPEN);
            assertThat(flag.causedAtMillis()).as("no record caused it").isZero();
            assertThat(flag.versions().catalogue()).isEqualTo(1);
        });
        waitUntil(30);
        assertThat(output().flags()).as("looked back once").hasSize(1);
    }

    @Test
    void aStreamThatEndedIsStillLookedBackUpon() throws Exception {
        show("s", film, 0, film.size());
        end("s");
        waitUntil(LOOK_BACK_SECONDS - 10);

        catalogue.list("terror", film);
        waitUntil(LOOK_BACK_SECONDS);

        assertThat(output().flags()).hasSize(1);
    }

    @Test
    void ticksGoOnAfterARestore() throws Exception {
        show("s", film, 0, 3);
        restart(harness.snapshot(1, 1));
        catalogue.list("terror", film);
        waitUntil(3);

        assertThat(output().flags()).hasSize(1);
    }

    @Test
    void theStateOfASilentStreamIsClearedAfterItsRetention() throws Exception {
        show("silent", film, 0, 1);
        show("ended", film, 0, 1);
        end("ended");
        waitUntil(RETENTION_SECONDS - 1);
        assertThat(keptStreams()).isEqualTo(2);

        waitUntil(RETENTION_SECONDS + 3);

        assertThat(keptStreams()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aStreamThatReturnsAfterItWasForgottenIsScreenedAgain() throws Exception {
        catalogue.list("terror", film);
        show("s", film, 0, 1);
        waitUntil(RETENTION_SECONDS + 3);
        harness.processElement(StreamInput.of(frame("s", 1, film.get(1))), 0);

        assertThat(keptStreams()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
        assertThat(output().flags()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1L << 60, Long.MAX_VALUE})
    void anAbsurdMediaTimeNeitherStopsTheTaskNorTakesRiskOutOfItsBounds(long pts) throws Exception {
        catalogue.list("terror", film);
        show("s", film, 0, film.size());
        for (long time : List.of(pts, 0L, pts)) {
            harness.setProcessingTime(harness.getProcessingTime() + 61_000);
            harness.processElement(StreamInput.of(frame("s", 0, time, film.get(0))), 0);
        }

        assertThat(output().flags()).hasSizeGreaterThan(2).allSatisfy(flag -> assertThat(flag.risk())
                .isBetween(0.0, 1.0));
        assertThat(output().flags()).flatExtracting(Flag::riskTerms).allSatisfy(term -> assertThat(term.weight())
                .isBetween(0.0, 1.0));
    }

    @Test
    void aStreamHasOneTimerHoweverManyEventsItHas() throws Exception {
        show("s", film, 0, film.size());

        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
    }

    @Test
    void aNewFlagIsCountedByItsCauseAndBankAndTimedFromItsFrame() throws Exception {
        catalogue.list("terror", film);
        harness.setProcessingTime(Records.NOW.toEpochMilli());
        harness.processElement(StreamInput.of(taken(Records.NOW.minusMillis(120).toEpochMilli())), 0);
        show("s", film, 1, film.size());

        Measured measured = Measured.by(harness);
        assertThat(output().flags()).hasSizeGreaterThan(1);
        assertThat(measured.counter(JobMetric.FLAGS, Flag.SIGNATURE)).isEqualTo(1);
        assertThat(measured.counter(JobMetric.BANK_FLAGS, "terror")).isEqualTo(1);
        assertThat(measured.histogram(JobMetric.FLAG_LATENCY).getCount()).isEqualTo(1);
        assertThat(measured.histogram(JobMetric.FLAG_LATENCY).getStatistics().getMax())
                .isEqualTo(120);
    }

    @Test
    void aFlagThatNoFrameLedToHasNoLatency() throws Exception {
        show("s", film, 0, film.size());
        catalogue.list("terror", film);
        waitUntil(20);

        Measured measured = Measured.by(harness);
        assertThat(measured.counter(JobMetric.FLAGS, Flag.SIGNATURE)).isEqualTo(1);
        assertThat(measured.histogram(JobMetric.FLAG_LATENCY).getCount()).isZero();
    }

    @Test
    void aRulesFlagIsCountedUnderTheRule() throws Exception {
        catalogue.list("terror", film);
        String rule =
                "{id: any-match, mode: REVIEW, when: 'matches.count > 0', action: FLAG, priority: P2, category: OTHER}";
        harness.processBroadcastElement(Control.ofPolicy(ENFORCING + "rules: [" + rule + "]\n"), 0);
        show("s", film, 0, film.size());

        Measured measured = Measured.by(harness);
        assertThat(measured.labels(JobMetric.FLAGS)).containsExactlyInAnyOrder(Flag.SIGNATURE, Flag.RULE);
        assertThat(measured.labels(JobMetric.RULE_FLAGS)).containsExactly("any-match");
        assertThat(measured.counter(JobMetric.RULE_FLAGS, "any-match")).isEqualTo(1);
    }

    @Test
    void theGaugesShowTheCatalogueAndThePolicy() throws Exception {
        catalogue.list("terror", film);

        Measured measured = Measured.by(harness);
        assertThat(measured.gauge(JobMetric.CATALOGUE_VERSION)).isEqualTo(1L);
        assertThat(measured.gauge(JobMetric.CATALOGUE_SIGNATURES)).isEqualTo(1);
        assertThat(measured.gauge(JobMetric.CATALOGUE_LOAD)).isEqualTo(7L);
        assertThat(measured.gauge(JobMetric.CATALOGUE_AGE).longValue()).isNotNegative();
        Number before = measured.gauge(JobMetric.POLICY_VERSION);
        harness.processBroadcastElement(Control.ofPolicy(REVIEWING), 0);
        assertThat(measured.gauge(JobMetric.POLICY_VERSION)).isNotEqualTo(before);
    }

    @Test
    void closingGivesTheCatalogueBack() throws Exception {
        assertThat(catalogue.held()).isEqualTo(1);
        harness.close();

        assertThat(catalogue.held()).isZero();
    }

    /** Ends the harness as a failure would, and goes on from what was saved, or from nothing. */
    private void restart(OperatorSubtaskState saved) throws Exception {
        earlier = output();
        harness.close();
        harness = opened(ENFORCING, saved);
    }

    private KeyedBroadcastOperatorTestHarness<String, StreamInput, Control, Flag> opened(
            String policy, OperatorSubtaskState saved) throws Exception {
        KeyedBroadcastOperatorTestHarness<String, StreamInput, Control, Flag> opened =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new ScreenStream(catalogue, policy, "test"), List.of(PolicyInForce.STATE)),
                        StreamInput::streamId,
                        Types.STRING,
                        720,
                        1,
                        0);
        opened.setup();
        if (saved != null) {
            opened.initializeState(saved);
        }
        opened.setProcessingTime(Records.NOW.toEpochMilli());
        opened.open();
        return opened;
    }

    /** Shows some frames of a film, over and over, each in its own time. */
    private void show(String streamId, List<PdqHash> film, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            harness.setProcessingTime(Records.NOW.toEpochMilli() + i * FRAME_MILLIS);
            harness.processElement(StreamInput.of(frame(streamId, i, film.get(i % film.size()))), 0);
        }
    }

    private void end(String streamId) throws Exception {
        StreamEvent ended =
                new StreamEvent(streamId, StreamEvent.ENDED, "", "", List.of(), null, -1, List.of(), Records.NOW);
        harness.processElement(StreamInput.of(ended, 1), 0);
    }

    /** Lets time pass, second by second, up to a time after the beginning. */
    private void waitUntil(int seconds) throws Exception {
        long end = Records.NOW.plusSeconds(seconds).toEpochMilli();
        while (harness.getProcessingTime() < end) {
            harness.setProcessingTime(Math.min(end, harness.getProcessingTime() + 1_000));
        }
    }

    private int keptStreams() {
        return ((HeapKeyedStateBackend<?>) harness.getOperator().<String>getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    /** Everything that came out so far, over all harnesses of a test. */
    private Output output() {
        return earlier.and(new Output(
                harness.extractOutputValues(),
                Records.side(harness, ScreenStream.KILL_REQUESTS).stream()
                        .filter(input -> input.request() != null)
                        .map(input -> input.request().kill())
                        .toList(),
                Records.side(harness, ScreenStream.DIRECTIVES),
                Records.side(harness, ScreenStream.DECISIONS)));
    }

    private static FrameFingerprints frame(String streamId, int index, PdqHash hash) {
        return frame(streamId, index, index * FRAME_MILLIS, hash);
    }

    /** The film's first frame, taken in by the broker at a moment. */
    private FrameFingerprints taken(long appendedAtMillis) {
        return new FrameFingerprints(
                "s",
                "acc",
                0,
                false,
                List.of(new Fingerprint(Variant.ORIGINAL, film.get(0), 100)),
                new Flag.Coverage(1, 1, 0),
                new Flag.FrameEvidence("frames", 0, 0, 0, 0, "", appendedAtMillis));
    }

    private static FrameFingerprints frame(String streamId, int index, long pts, PdqHash hash) {
        return new FrameFingerprints(
                streamId,
                "acc",
                pts,
                false,
                List.of(new Fingerprint(Variant.ORIGINAL, hash, 100)),
                new Flag.Coverage(index + 1, index + 1, 0),
                new Flag.FrameEvidence("frames", 0, index, index, pts, "", 1 + index));
    }

    private static List<PdqHash> film(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, 20)
                .mapToObj(i -> new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()))
                .toList();
    }

    private record Output(List<Flag> flags, List<Kill> kills, List<Directive> directives, List<Decision> decisions) {
        static final Output NONE = new Output(List.of(), List.of(), List.of(), List.of());

        Output and(Output more) {
            return new Output(
                    joined(flags, more.flags),
                    joined(kills, more.kills),
                    joined(directives, more.directives),
                    joined(decisions, more.decisions));
        }

        /** The ids by which consumers tell a repetition from something new. */
        Set<String> ids() {
            Set<String> ids = new TreeSet<>();
            flags.forEach(flag -> ids.add(flag.flagId() + "/" + flag.revision()));
            kills.forEach(kill -> ids.add(kill.killId()));
            decisions.forEach(decision -> ids.add(decision.decisionId()));
            return ids;
        }

        private static <T> List<T> joined(List<T> one, List<T> other) {
            return Stream.concat(one.stream(), other.stream()).toList();
        }
    }
}
