package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Directive;
import dev.sluice.event.Message;
import dev.sluice.event.StreamEvent;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.jobs.metric.Measured;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // Closing a harness may be interrupted.
class ReadEventsTest {
    private static final String SECRET = "hunter2";

    @Test
    void aGoodRecordBecomesAnEvent() throws Exception {
        try (var harness = reading(Stage.READ_STREAMS, (codec, record) -> codec.readStream(record))) {
            harness.processElement(Records.json("s", "{\"phase\": \"STARTED\", \"viewers\": 7}"), 0);

            assertThat(harness.extractOutputValues()).singleElement().satisfies(event -> {
                assertThat(event.streamId()).isEqualTo("s");
                assertThat(event.phase()).isEqualTo(StreamEvent.STARTED);
                assertThat(event.viewers()).isEqualTo(7);
            });
            assertThat(Records.deadLetters(harness)).isEmpty();
        }
    }

    @Test
    void aRecordThatSaysNothingLeavesNothing() throws Exception {
        try (var harness = reading(Stage.READ_DIRECTIVES, (codec, record) -> (Directive) null)) {
            harness.processElement(Records.message("s", Map.of(), null), 0);

            assertThat(harness.getOutput()).isEmpty();
            assertThat(Records.deadLetters(harness)).isEmpty();
        }
    }

    @Test
    void aMalformedRecordBecomesADeadLetterThatSaysWhereItStoodAndWhatItWas() throws Exception {
        try (var harness = reading(Stage.READ_STREAMS, (codec, record) -> codec.readStream(record))) {
            harness.setProcessingTime(Records.NOW.toEpochMilli());
            Message malformed = Records.json("s", "{\"phase\": 3}");
            harness.processElement(malformed, 0);

            assertThat(harness.getOutput()).isEmpty();
            assertThat(Records.deadLetters(harness)).singleElement().satisfies(letter -> {
                assertThat(letter.topic()).isEqualTo("sluice.input");
                assertThat(letter.partition()).isEqualTo(3);
                assertThat(letter.offset()).isEqualTo(42);
                assertThat(letter.key()).isEqualTo("s");
                assertThat(letter.stage()).isEqualTo("ReadStreams");
                assertThat(letter.error()).isEqualTo("WRONG_TYPE");
                assertThat(letter.message()).contains("phase");
                assertThat(letter.size()).isEqualTo(malformed.value().length);
                assertThat(letter.sha256()).isEqualTo(DeadLetters.sha256(malformed.value()));
                assertThat(letter.at()).isEqualTo(Records.NOW);
            });
        }
    }

    @Test
    void deadLettersAreCountedByTheirError() throws Exception {
        try (var harness = reading(Stage.READ_STREAMS, (codec, record) -> codec.readStream(record))) {
            harness.processElement(Records.json("s", "{}"), 0);
            harness.processElement(Records.json("s", "{\"phase\": 3}"), 0);
            harness.processElement(Records.json("s", "{\"phase\": 4}"), 0);

            Measured measured = Measured.by(harness);
            assertThat(measured.counter(JobMetric.DEAD_LETTERS, "MISSING_FIELD"))
                    .isEqualTo(1);
            assertThat(measured.counter(JobMetric.DEAD_LETTERS, "WRONG_TYPE")).isEqualTo(2);
        }
    }

    @Test
    void aRecordWithoutKeyOrValueIsOneTooAndCountsAsEmpty() throws Exception {
        try (var harness = reading(Stage.READ_FRAMES, (codec, record) -> codec.readFrame(record))) {
            harness.processElement(Records.message(null, Map.of(), null), 0);

            assertThat(Records.deadLetters(harness)).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEmpty();
                assertThat(letter.error()).isEqualTo("EMPTY");
                assertThat(letter.size()).isZero();
                assertThat(letter.sha256()).isEqualTo(DeadLetters.sha256(new byte[0]));
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hunter2                                                        | NOT_JSON",
                "{'phase': 'hunter2                                             | NOT_JSON",
                "['hunter2']                                                    | NOT_AN_OBJECT",
                "{'phase': 'STARTED', 'viewers': 'hunter2'}                     | WRONG_TYPE",
                "{'phase': 'STARTED', 'viewers': 1e999}                         | OUT_OF_RANGE",
                "{'phase': 'STARTED', 'at': 'hunter2'}                          | WRONG_TYPE",
                "{'phase': 'STARTED', 'tags': [null, 'hunter2']}                | WRONG_TYPE",
                "{'phase': 'STARTED', 'account': {'prior_streams': 'hunter2'}}  | WRONG_TYPE",
                "{'phase': 'hunter2', 'phase': 'hunter2'}                       | NOT_JSON",
                "{'title': 'hunter2'}                                           | MISSING_FIELD",
                "{'phase': ' ', 'title': 'hunter2'}                             | EMPTY_VALUE"
            })
    void whatIsWrongIsNamedAndTheContentNeverQuoted(String value, String error) throws Exception {
        try (var harness = reading(Stage.READ_STREAMS, (codec, record) -> codec.readStream(record))) {
            harness.processElement(Records.json("s", value.replace('\'', '"')), 0);

            assertThat(Records.deadLetters(harness)).singleElement().satisfies(letter -> {
                assertThat(letter.error()).isEqualTo(error);
                assertThat(letter.message()).isNotBlank().doesNotContain(SECRET);
            });
        }
    }

    @Test
    void attributesOfAFrameAreCheckedWithoutBeingQuoted() throws Exception {
        try (var harness = reading(Stage.READ_FRAMES, (codec, record) -> codec.readFrame(record))) {
            harness.processElement(frame(Map.of("content-type", "image/jpeg", "ce_pts", SECRET)), 0);
            harness.processElement(frame(Map.of("content-type", "image/jpeg")), 0);
            harness.processElement(frame(Map.of("ce_pts", "0")), 0);
            harness.processElement(frame(Map.of("content-type", "image/jpeg", "ce_specversion", SECRET)), 0);
            harness.processElement(frame(Map.of("content-type", "application/cloudevents+json")), 0);

            assertThat(harness.getOutput()).isEmpty();
            assertThat(Records.deadLetters(harness))
                    .extracting(letter -> letter.error())
                    .containsExactly("WRONG_TYPE", "MISSING_FIELD", "MISSING_FIELD", "UNSUPPORTED_VERSION", "NOT_JSON");
            assertThat(Records.deadLetters(harness))
                    .allSatisfy(letter -> assertThat(letter.message()).doesNotContain(SECRET));
        }
    }

    @Test
    void noBytesWhateverRestartTheTask() throws Exception {
        Random random = new Random(7);
        byte[] good = "{\"stream_id\": \"s\", \"phase\": \"STARTED\", \"tags\": [\"a\"], \"viewers\": 3}"
                .getBytes(StandardCharsets.UTF_8);
        try (var harness = reading(Stage.READ_STREAMS, (codec, record) -> codec.readStream(record))) {
            for (int i = 0; i < 2_000; i++) {
                harness.processElement(Records.message("s", Map.of(), Records.damaged(good, random)), 0);
            }

            assertThat(harness.getOutput().size() + Records.deadLetters(harness).size())
                    .isEqualTo(2_000);
        }
    }

    private static Message frame(Map<String, String> headers) {
        return Records.message("s", headers, SECRET.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> OneInputStreamOperatorTestHarness<Message, T> reading(Stage stage, ReadEvents.Reader<T> reader)
            throws Exception {
        return ProcessFunctionTestHarnesses.forProcessFunction(new ReadEvents<>(stage, reader));
    }
}
