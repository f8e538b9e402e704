package dev.sluice.signature.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.SignatureEvent;
import org.junit.jupiter.api.Test;

class JsonListsTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void threatUpdatesBringOneOpinionOfDescriptorsAndReactions() throws Exception {
        ListSample.Read read = ListSample.resource("threat-updates.json");
        assertThat(read.format()).isEqualTo(ListFormat.TE_UPDATES);
        assertThat(read.opinions())
                .containsExactly(
                        "POSITIVE", "NEGATIVE", "SEED", "DISPUTED", "POSITIVE", "DISPUTED", "POSITIVE", "POSITIVE");
        assertThat(read.tombstones()).containsExactly("b/te-7", "b/te-8");
        assertThat(read.quarantined())
                .containsExactly("record 10 BAD_HASH", "record 11 MISSING_FIELD", "record 12 MISSING_FIELD");
        assertThat(read.entries().get(0).key()).isEqualTo("b/te-1");
        assertThat(read.digests()).containsExactly("te-9 VIDEO MD5");
    }

    @Test
    void stopNciiCasesAreConfirmedDisputedOrTakenBack() throws Exception {
        ListSample.Read read = ListSample.resource("stopncii.json");
        assertThat(read.format()).isEqualTo(ListFormat.STOPNCII);
        assertThat(read.opinions()).containsExactly("POSITIVE", "SEED", "DISPUTED", "POSITIVE", "POSITIVE");
        assertThat(read.digests()).singleElement().asString().matches("stopncii-.* VIDEO MD5");
        assertThat(read.tombstones()).hasSize(2).allMatch(key -> key.startsWith("b/stopncii-"));
        assertThat(read.quarantined()).containsExactly("record 8 BAD_HASH", "record 9 MISSING_FIELD");
    }

    @Test
    void techAgainstTerrorismListsPdqAmongOthers() throws Exception {
        ListSample.Read read = ListSample.resource("tech-against-terrorism.json");
        assertThat(read.format()).isEqualTo(ListFormat.TECH_AGAINST_TERRORISM);
        assertThat(read.entries()).extracting(ListEntry.Entry::key).containsExactly("b/tat-1", "b/tat-3", "b/tat-5");
        assertThat(read.digests()).containsExactly("tat-3 FILE MD5");
        assertThat(read.tombstones()).containsExactly("b/tat-2");
        assertThat(read.quarantined()).containsExactly("record 4 BAD_HASH", "record 6 MISSING_FIELD");
    }

    @Test
    void contentsOfAnHmaBankBringTheirSignalsAndThoseDisabledAreTakenBack() throws Exception {
        ListSample.Read read = ListSample.resource("hma.json");
        assertThat(read.format()).isEqualTo(ListFormat.HMA);
        assertThat(read.entries())
                .extracting(ListEntry.Entry::key)
                .containsExactly("b/hma-1", "b/hma-2", "b/hma-5", "b/hma-9");
        assertThat(read.digests()).containsExactly("hma-2 VIDEO MD5", "hma-9 IMAGE MD5");
        assertThat(read.tombstones()).containsExactly("b/hma-3", "b/hma-4");
        assertThat(read.quarantined())
                .containsExactly(
                        "record 6 MISSING_FIELD",
                        "record 7 UNSUPPORTED_ALGORITHM",
                        "record 8 BAD_HASH",
                        "record 9 MISSING_FIELD",
                        "record 10 BAD_HASH");
    }

    @Test
    void contentsOfAnHmaBankMayFollowEachOtherAsTheyWereFetched() throws Exception {
        String content = "{\"id\": %d, \"signals\": {\"pdq\": \"" + HASH + "\"}}\n";
        assertThat(ListSample.text(String.format(content, 1) + String.format(content, 2))
                        .entries())
                .extracting(ListEntry.Entry::key)
                .containsExactly("b/hma-1", "b/hma-2");
    }

    @Test
    void shaIsReadUnderTheNamesThatListsGiveIt() throws Exception {
        String record = "{\"id\": 1, \"algorithm\": \"%s\", \"hash_digest\": \"" + HASH + "\"}";
        for (String name : new String[] {"SHA256", "SHA-256"}) {
            assertThat(ListSample.text("{\"results\": [" + String.format(record, name) + "]}")
                            .digests())
                    .containsExactly("tat-1 FILE SHA256");
        }
        assertThat(ListSample.text("{\"results\": [" + String.format(record, "SHA1") + "]}")
                        .quarantined())
                .containsExactly("record 1 BAD_HASH");
        assertThat(ListSample.text("{\"results\": [" + String.format(record, "BLAKE3") + "]}")
                        .quarantined())
                .containsExactly("record 1 UNSUPPORTED_ALGORITHM");
    }

    @Test
    void aVpdqListMayWriteTimesWithExponents() throws Exception {
        ListSample.Read read = ListSample.resource("vpdq.json");
        assertThat(read.format()).isEqualTo(ListFormat.VPDQ_JSON);
        SignatureEvent video = read.entries().get(0).signature();
        assertThat(video.media()).isEqualTo(SignatureEvent.VIDEO);
        assertThat(video.frames())
                .extracting(SignatureEvent.Frame::tMillis)
                .containsExactly(0L, 500L, 100_000L, 1_230_000L);
        assertThat(read.quarantined())
                .containsExactly(
                        "record 3 LOW_QUALITY", "record 6 WRONG_TYPE", "record 7 WRONG_TYPE", "record 8 OUT_OF_ORDER");
    }

    @Test
    void theOldVpdqObjectIsReadToo() throws Exception {
        ListSample.Read read = ListSample.resource("vpdq-map.json");
        assertThat(read.format()).isEqualTo(ListFormat.VPDQ_JSON_MAP);
        assertThat(read.entries().get(0).signature().frames())
                .extracting(SignatureEvent.Frame::tMillis)
                .containsExactly(0L, 400L, 1200L);
        assertThat(read.quarantined()).containsExactly("frame 3 LOW_QUALITY", "frame 4 WRONG_TYPE");
    }

    @Test
    void pagesMayFollowEachOther() throws Exception {
        String page = "{\"count\": 1, \"results\": [{\"id\": 1, \"algorithm\": \"PDQ\", \"hash_digest\": \"" + HASH
                + "\"}]}\n";
        assertThat(ListSample.text(page + page).entries()).hasSize(2);
    }

    @Test
    void whatStandsBeforeBrokenSyntaxIsKept() throws Exception {
        ListSample.Read read = ListSample.text("[\"" + HASH + ",100,0.0\", \"" + HASH + ",100,0.5\", oops");
        assertThat(read.hashes()).hasSize(2);
        assertThat(read.quarantined()).containsExactly("line 1, column 154 BROKEN");
        assertThat(read.report().toString()).doesNotContain("oops");
    }

    @Test
    void aRecordWithoutBoundsIsPassedOver() throws Exception {
        String endless = "[" + "1,".repeat(200_000) + "1]";
        ListSample.Read read = ListSample.text(
                ListFormat.TECH_AGAINST_TERRORISM,
                "{\"results\": [" + endless + ", {\"id\": 1, \"algorithm\": \"PDQ\", \"hash_digest\": \"" + HASH
                        + "\"}]}");
        assertThat(read.entries()).hasSize(1);
        assertThat(read.quarantined()).containsExactly("record 1 TOO_LARGE");
    }

    @Test
    void roundedTimesAreWarnedOf() throws Exception {
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < 20; i++) {
            list.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(HASH)
                    .append(i < 10 ? ",100,1.01e+03\"" : ",100,1.02e+03\"");
        }
        assertThat(ListSample.text(list.append(']').toString()).report().warnings())
                .singleElement()
                .asString()
                .contains("rounded times");
    }

    @Test
    void anOddIdBecomesAPlainPartOfAKey() throws Exception {
        String record = "{\"algorithm\": \"PDQ\", \"hash_digest\": \"" + HASH + "\", \"id\": \"%s\"}";
        ListSample.Read read = ListSample.text("{\"results\": ["
                + String.format(record, "a/b\\u001b[2J\\ud800") + ","
                + String.format(record, "x".repeat(10_000)) + "]}");
        assertThat(read.entries().get(0).key()).isEqualTo("b/tat-a_b_[2J_");
        assertThat(read.entries().get(1).key()).hasSizeLessThan(50);
    }
}
