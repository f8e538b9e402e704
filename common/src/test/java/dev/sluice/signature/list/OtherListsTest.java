package dev.sluice.signature.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherListsTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    @Test
    void aNcmecPageHoldsEntriesAndDeletions() throws Exception {
        ListSample.Read read = ListSample.resource("ncmec.xml");
        assertThat(read.format()).isEqualTo(ListFormat.NCMEC);
        assertThat(read.entries())
                .extracting(ListEntry.Entry::key)
                .containsExactly("b/ncmec-42-image1", "b/ncmec-42-image2", "b/ncmec-42-image3", "b/ncmec-42-video1");
        assertThat(read.digests()).containsExactly("ncmec-42-image1 IMAGE MD5", "ncmec-42-video1 VIDEO MD5");
        assertThat(read.entries().get(0).signature().frames()).hasSize(1);
        assertThat(read.opinions()).containsExactly("POSITIVE", "DISPUTED", "POSITIVE", "POSITIVE");
        assertThat(read.tombstones()).containsExactly("b/ncmec-43-image5", "b/ncmec-42-video2");
        assertThat(read.quarantined())
                .containsExactly("entry 4 BAD_HASH", "entry 5 MISSING_FIELD", "entry 9 MISSING_FIELD");
    }

    @Test
    void ncmecsOtherFingerprintsAreUsedWhereOneIsMalformedOrDisputed() throws Exception {
        String md5 = "9e107d9d372bb6826bd81d3542a419d6";
        String sha1 = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";
        String page = "<queryResult><images><image><id>1</id><member id=\"2\"/><fingerprints><pdq>0</pdq><md5>"
                + md5.toUpperCase(Locale.ROOT) + "</md5><sha1>" + sha1
                + "</sha1></fingerprints><feedback><negativeFeedback type=\"%s\"/></feedback></image>"
                + "<image><id>3</id><member id=\"2\"/><fingerprints><pdna>x</pdna></fingerprints></image>"
                + "</images></queryResult>";
        ListSample.Read read = ListSample.text(String.format(page, "MD5"));
        assertThat(read.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.signature().frames()).isEmpty();
            assertThat(entry.signature().opinion()).isEqualTo("DISPUTED");
            assertThat(entry.signature().digests())
                    .containsExactly(
                            new SignatureEvent.Digest(DigestAlgorithm.MD5, md5),
                            new SignatureEvent.Digest(DigestAlgorithm.SHA1, sha1));
        });
        assertThat(read.quarantined()).containsExactly("entry 1 BAD_HASH", "entry 2 UNSUPPORTED_ALGORITHM");
        assertThat(ListSample.text(String.format(page, "PDNA")).opinions()).containsExactly("POSITIVE");
    }

    @Test
    void ownExportsKeepTheirDigests() throws Exception {
        String line =
                "{\"key\": \"old/v\", \"value\": {\"bank\": \"old\", \"signature_id\": \"v\", \"media\": \"FILE\","
                        + " \"digests\": [{\"algorithm\": \"SHA256\", \"hex\": \"" + HASH + "\"},"
                        + " {\"algorithm\": \"BLAKE3\", \"hex\": \"00\"}]}}";
        ListSample.Read read = ListSample.text(line);
        assertThat(read.digests()).containsExactly("v FILE SHA256");
        assertThat(read.quarantined()).containsExactly("line 1 UNSUPPORTED_ALGORITHM");
    }

    @Test
    void noEntityOfAnXmlIsResolved() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), HASH);
        String external = "<!DOCTYPE queryResult [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        String internal = "<!DOCTYPE queryResult [<!ENTITY x \"" + HASH + "\">]>";
        for (String type : new String[] {external, internal, ""}) {
            ListSample.Read read = ListSample.text(type + "<queryResult><images><image><id>1</id><member id=\"2\"/>"
                    + "<fingerprints><pdq>&x;</pdq></fingerprints></image></images></queryResult>");
            assertThat(read.entries()).as(type).isEmpty();
            assertThat(read.quarantined()).as(type).containsExactly("line 1 BROKEN");
        }
    }

    @Test
    void whatStandsBeforeBrokenXmlIsKept() throws Exception {
        ListSample.Read read =
                ListSample.text("<queryResult><images><image><id>1</id><member id=\"2\"/><fingerprints><pdq>" + HASH
                        + "</pdq></fingerprints></image>\n<image></oops>");
        assertThat(read.hashes()).containsExactly(HASH);
        assertThat(read.quarantined()).containsExactly("line 2 BROKEN");
    }

    @Test
    void aTmkFileIsKnownAndRefused() {
        assertThatThrownBy(() -> ListSample.text("TMK1FVECPDQF\u0000\u0000"))
                .isInstanceOf(UnusableListException.class)
                .hasMessageContaining("TMK");
    }

    @Test
    void ownExportsKeepTheirIdsAndMoveToTheBank() throws Exception {
        ListSample.Read read = ListSample.resource("sluice.jsonl");
        assertThat(read.format()).isEqualTo(ListFormat.SLUICE);
        assertThat(read.entries()).extracting(ListEntry.Entry::key).containsExactly("b/v/0", "b/v/1");
        assertThat(read.opinions()).containsExactly("DISPUTED", "DISPUTED");
        assertThat(read.entries().get(0).signature().bank()).isEqualTo("b");
        assertThat(read.hashes()).hasSize(3);
        assertThat(read.tombstones()).containsExactly("b/gone");
        assertThat(read.quarantined())
                .containsExactly(
                        "line 1 LOW_QUALITY",
                        "line 4 WRONG_TYPE",
                        "line 5 BAD_HASH",
                        "line 6 WRONG_TYPE",
                        "line 7 MISSING_FIELD");
    }
}
