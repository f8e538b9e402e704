package dev.sluice.signature.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.SignatureEvent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineListsTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void aPdqTextListHoldsHashesWithOrWithoutMetadata() throws Exception {
        ListSample.Read read = ListSample.resource("pdq-text.txt");
        assertThat(read.format()).isEqualTo(ListFormat.PDQ_TEXT);
        assertThat(read.entries())
                .extracting(entry -> entry.signature().frames().get(0).quality())
                .containsExactly(100, 100, 80, 100);
        assertThat(read.quarantined())
                .containsExactly(
                        "line 7 BAD_HASH",
                        "line 8 BAD_HASH",
                        "line 9 LOW_QUALITY",
                        "line 10 DEGENERATE",
                        "line 11 DEGENERATE",
                        "line 12 BAD_HASH",
                        "line 13 WRONG_TYPE",
                        "line 14 OUT_OF_RANGE");
    }

    @Test
    void aPictureBecomesASignatureOfTheBankWhoseIdDoesNotTellItsHash() throws Exception {
        ListEntry.Entry entry =
                ListSample.text(HASH.toUpperCase(Locale.ROOT)).entries().get(0);
        SignatureEvent signature = entry.signature();
        assertThat(entry.key()).isEqualTo("b/" + signature.signatureId());
        assertThat(signature.signatureId()).startsWith("pdq-").hasSize(24);
        assertThat(HASH).doesNotContain(signature.signatureId().substring(4));
        assertThat(signature.media()).isEqualTo(SignatureEvent.IMAGE);
        assertThat(signature.opinion()).isEqualTo(SignatureEvent.POSITIVE);
        assertThat(signature.source()).isEqualTo("tester");
        assertThat(signature.addedAt()).isEqualTo(ListSample.NOON);
        assertThat(signature.frames()).containsExactly(new SignatureEvent.Frame(HASH, 100, 0));
    }

    @Test
    void aLocalFileHoldsLowerCasePdqAndMd5OfVideos() throws Exception {
        ListSample.Read read = ListSample.resource("local-file.txt");
        assertThat(read.format()).isEqualTo(ListFormat.LOCAL_FILE);
        assertThat(read.hashes()).hasSize(3);
        assertThat(read.digests()).singleElement().asString().matches("md5-[0-9a-f]{20} VIDEO MD5");
        assertThat(read.report().digests()).isEqualTo(1);
        assertThat(read.quarantined())
                .containsExactly(
                        "line 3 BAD_HASH",
                        "line 5 BAD_HASH",
                        "line 7 UNSUPPORTED_ALGORITHM",
                        "line 8 BAD_HASH",
                        "line 9 DEGENERATE");
    }

    @Test
    void theSameHashHasTheSameIdInEveryLineFormat() throws Exception {
        assertThat(ListSample.text("pdq " + HASH).entries().get(0).key())
                .isEqualTo(ListSample.text(HASH).entries().get(0).key());
    }

    @Test
    void anEndlessLineIsPassedOverAndTheNextIsRead() throws Exception {
        ListSample.Read read = ListSample.text(HASH + "\n" + "0".repeat(1 << 20) + "\r\n" + HASH);
        assertThat(read.entries()).hasSize(2);
        assertThat(read.quarantined()).containsExactly("line 2 TOO_LARGE");
    }

    @Test
    void whatIsNoListIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> ListSample.text("")).hasMessage("the list is empty");
        assertThatThrownBy(() -> ListSample.text("Dear Sir,\nsecret"))
                .isInstanceOf(UnusableListException.class)
                .hasMessageContaining("pdq-text")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theReportCountsPerReasonAndShowsTheFirstFiveWithoutHashes() throws Exception {
        ImportReport report = ListSample.resource("pdq-text.txt").report();
        assertThat(report.entries()).isEqualTo(4);
        assertThat(report.frames()).isEqualTo(4);
        assertThat(report.quarantined())
                .isEqualTo(Map.of(
                        ListEntry.Reason.BAD_HASH, 3L,
                        ListEntry.Reason.LOW_QUALITY, 1L,
                        ListEntry.Reason.DEGENERATE, 2L,
                        ListEntry.Reason.WRONG_TYPE, 1L,
                        ListEntry.Reason.OUT_OF_RANGE, 1L));
        assertThat(report.examples()).hasSize(5);
        assertThat(report.toString()).doesNotContainPattern("[0-9a-f]{16}");
    }

    @Test
    void aDatasetBringsTheOpinionsOfAllWhoShareItInColumnsOfAnyOrder() throws Exception {
        ListSample.Read read = ListSample.resource("dataset.csv");
        assertThat(read.format()).isEqualTo(ListFormat.DATASET_CSV);
        assertThat(read.opinions()).containsExactly("POSITIVE", "NEGATIVE", "SEED", "DISPUTED", "POSITIVE");
        assertThat(read.digests()).singleElement().asString().endsWith("VIDEO MD5");
        assertThat(read.quarantined())
                .containsExactly("line 7 BAD_HASH", "line 8 MISSING_FIELD", "line 9 MISSING_FIELD");
        assertThat(ListSample.text("signal_type,signal_str,collab,category,tags\npdq," + HASH + ",c,TRUE_POSITIVE,")
                        .opinions())
                .containsExactly("POSITIVE");
    }

    @Test
    void aThreatExchangeCacheHoldsIndicatorsWithOrWithoutTheirIds() throws Exception {
        ListSample.Read read = ListSample.resource("simple.HASH_PDQ.te");
        assertThat(read.format()).isEqualTo(ListFormat.TE_CSV);
        assertThat(read.hashes()).hasSize(3);
        assertThat(read.digests()).singleElement().asString().endsWith("FILE MD5");
        assertThat(read.quarantined()).containsExactly("line 5 MISSING_FIELD");
    }

    @ParameterizedTest
    @CsvSource({
        "simple.HASH_VIDEO_SHA256, 64, VIDEO SHA256",
        "simple.HASH_SHA256, 64, FILE SHA256",
        "303.hash_video_md5, 32, VIDEO MD5",
        "simple.HASH_SHA1, 40, FILE SHA1",
        "renamed, 32, FILE MD5",
        "renamed, 40, FILE SHA1",
    })
    void aThreatExchangeCacheIsOfTheTypeInItsNameOrElseOfItsLength(String name, int digits, String expected)
            throws Exception {
        assertThat(threatExchange(name, digits).digests())
                .singleElement()
                .asString()
                .endsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "simple.HASH_TMK, 64, UNSUPPORTED_ALGORITHM",
        "simple.HASH_PDQ_OCR, 64, UNSUPPORTED_ALGORITHM",
        "simple.HASH_MD5, 64, BAD_HASH",
        "simple.HASH_PDQ, 32, BAD_HASH",
    })
    void aThreatExchangeCacheOfAnotherTypeIsSetAside(String name, int digits, String expected) throws Exception {
        assertThat(threatExchange(name, digits).quarantined()).containsExactly("line 1 " + expected);
    }

    private static ListSample.Read threatExchange(String name, int digits) throws Exception {
        ListOrigin origin = new ListOrigin("b", "tester", ListSample.NOON, name);
        byte[] row = (HASH.substring(0, digits) + ",1234567890123456,1594065600,").getBytes(StandardCharsets.UTF_8);
        return ListSample.read(new ByteArrayInputStream(row), Optional.empty(), origin);
    }

    @Test
    void aVpdqTextIsOneVideoWithTheFramesThatAreWorthIt() throws Exception {
        ListSample.Read read = ListSample.resource("vpdq.txt");
        assertThat(read.format()).isEqualTo(ListFormat.VPDQ_TEXT);
        assertThat(read.entries()).hasSize(1);
        ListEntry.Entry video = read.entries().get(0);
        assertThat(video.key()).isEqualTo("b/clip");
        assertThat(video.signature().media()).isEqualTo(SignatureEvent.VIDEO);
        assertThat(video.signature().frames())
                .extracting(SignatureEvent.Frame::tMillis)
                .containsExactly(0L, 1001L, 3003L, 9009L);
        assertThat(read.quarantined())
                .containsExactly(
                        "line 3 LOW_QUALITY",
                        "line 5 OUT_OF_ORDER",
                        "line 6 WRONG_TYPE",
                        "line 7 WRONG_TYPE",
                        "line 8 MISSING_FIELD",
                        "line 9 BAD_HASH");
        assertThat(read.report().warnings()).singleElement().asString().contains("1 frame per second");
    }

    @Test
    void aLongVideoBecomesChunksInOrder() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4001; i++) {
            text.append(i)
                    .append(",100,")
                    .append(HASH)
                    .append(',')
                    .append(i / 30.0)
                    .append('\n');
        }
        ListSample.Read read = ListSample.text(text.toString());
        assertThat(read.entries()).extracting(ListEntry.Entry::key).containsExactly("b/clip/0", "b/clip/1", "b/clip/2");
        assertThat(read.hashes()).hasSize(4001);
        assertThat(read.report().warnings()).isEmpty();
    }
}
