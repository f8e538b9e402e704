package dev.sluice.signature.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
                .containsExactly("b/ncmec-42-image1", "b/ncmec-42-image2", "b/ncmec-42-image3");
        assertThat(read.opinions()).containsExactly("POSITIVE", "DISPUTED", "POSITIVE");
        assertThat(read.tombstones()).containsExactly("b/ncmec-43-image5", "b/ncmec-42-video2");
        assertThat(read.quarantined())
                .containsExactly(
                        "entry 4 BAD_HASH",
                        "entry 5 MISSING_FIELD",
                        "entry 7 UNSUPPORTED_ALGORITHM",
                        "entry 9 MISSING_FIELD");
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
