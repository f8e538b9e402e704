package dev.sluice.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Message;
import dev.sluice.event.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final byte[] KEY = utf8("stream-1");
    private static final byte[] VALUE = {1, 2, 3};

    @Test
    void takesKeyValueHeadersAndPlaceAsTheyAre() {
        Message message = read(KEY, VALUE, new RecordHeaders().add("ce_id", utf8("é-1")));

        assertThat(message.key()).isEqualTo("stream-1");
        assertThat(message.value()).isEqualTo(VALUE);
        assertThat(message.headers()).containsExactly(Map.entry("ce_id", "é-1"));
        assertThat(message.origin()).isEqualTo(new Origin("sluice.frames", 3, 42, 1_000));
    }

    @Test
    void aMissingKeyStaysMissing() {
        assertThat(read(null, VALUE, new RecordHeaders()).key()).isNull();
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(read(KEY, null, new RecordHeaders()).value()).isNull();
    }

    @Test
    void aHeaderWithoutValueCountsAsNotSent() {
        Headers headers = new RecordHeaders().add("ce_id", null).add("ce_pts", utf8("40"));

        assertThat(read(KEY, VALUE, headers).headers()).containsOnlyKeys("ce_pts");
    }

    @Test
    void headerNamesAreReadWithoutRegardToCase() {
        assertThat(read(KEY, VALUE, new RecordHeaders().add("Content-Type", utf8("image/jpeg")))
                        .headers())
                .containsEntry("content-type", "image/jpeg");
    }

    @Test
    void bytesThatAreNoUtf8BecomeReplacementCharactersAndNoException() {
        byte[] noText = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF};

        Message message = read(noText, noText, new RecordHeaders().add("ce_id", noText));

        assertThat(message.key()).isEqualTo("\uFFFD(\uFFFD");
        assertThat(message.headers()).containsEntry("ce_id", "\uFFFD(\uFFFD");
        assertThat(message.value()).isEqualTo(noText);
    }

    private static Message read(byte[] key, byte[] value, Headers headers) {
        List<Message> read = new ArrayList<>();
        new RecordReader()
                .deserialize(
                        new ConsumerRecord<>(
                                "sluice.frames",
                                3,
                                42,
                                1_000,
                                TimestampType.LOG_APPEND_TIME,
                                key == null ? -1 : key.length,
                                value == null ? -1 : value.length,
                                key,
                                value,
                                headers,
                                Optional.empty()),
                        new ListCollector<>(read));
        return read.get(0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
