package dev.sluice.signature.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every file, however odd. */
class SignatureListReaderPropertyTest {
    private static final List<String> LISTS = List.of(
            "pdq-text.txt",
            "local-file.txt",
            "dataset.csv",
            "simple.HASH_PDQ.te",
            "simple.HASH_MD5.te",
            "hma.json",
            "vpdq.txt",
            "vpdq.json",
            "vpdq-map.json",
            "threat-updates.json",
            "stopncii.json",
            "tech-against-terrorism.json",
            "ncmec.xml",
            "sluice.jsonl");

    @Property
    void anyBytesInAnyFormatComeToAnEnd(@ForAll byte[] bytes, @ForAll ListFormat format) throws IOException {
        read(bytes, Optional.of(format));
        read(bytes, Optional.empty());
    }

    @Property
    void aDamagedListComesToAnEndInEveryFormat(
            @ForAll("lists") String list,
            @ForAll int place,
            @ForAll byte[] damage,
            @ForAll boolean cut,
            @ForAll ListFormat format)
            throws IOException {
        byte[] bytes = bytes(list);
        int at = Math.floorMod(place, bytes.length);
        System.arraycopy(damage, 0, bytes, at, Math.min(damage.length, bytes.length - at));
        byte[] damaged = cut ? Arrays.copyOf(bytes, at) : bytes;
        read(damaged, Optional.empty());
        read(damaged, Optional.of(format));
    }

    @Property
    void aDamagedLineCostsNoOtherLine(@ForAll byte[] damage) throws IOException, UnusableListException {
        String hash = "0123456789abcdef".repeat(4) + "\n";
        byte[] good = hash.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[good.length * 2 + damage.length + 1];
        System.arraycopy(good, 0, all, 0, good.length);
        System.arraycopy(damage, 0, all, good.length, damage.length);
        all[good.length + damage.length] = '\n';
        System.arraycopy(good, 0, all, good.length + damage.length + 1, good.length);
        assertThat(ListSample.read(new ByteArrayInputStream(all), Optional.of(ListFormat.PDQ_TEXT))
                        .entries())
                .hasSizeGreaterThanOrEqualTo(2);
    }

    /** What comes out can be used as it is, and what does not come out is not quoted. */
    private static void read(byte[] bytes, Optional<ListFormat> format) throws IOException {
        ListSample.Read read;
        try {
            read = ListSample.read(new ByteArrayInputStream(bytes), format);
        } catch (UnusableListException e) {
            return;
        }
        for (ListEntry.Entry entry : read.entries()) {
            assertThat(entry.key()).matches("b/[^/]*[^/\\s][^/]*(/[0-9]+)?");
            assertThat(entry.signature().frames().size()
                            + entry.signature().digests().size())
                    .isPositive();
            assertThat(entry.signature().digests()).allSatisfy(digest -> {
                assertThat(PayloadDigest.parse(digest.algorithm(), digest.hex()))
                        .isPresent();
                assertThat(digest.hex()).isLowerCase();
            });
            assertThat(entry.signature().frames()).allSatisfy(frame -> {
                assertThat(PdqHash.parse(frame.hash()).orElseThrow().weight()).isEqualTo(128);
                assertThat(frame.quality()).isBetween(50, 100);
                assertThat(frame.tMillis()).isNotNegative();
            });
        }
        assertThat(read.report().examples().toString()).doesNotContainPattern("[0-9a-f]{32}");
    }

    private static byte[] bytes(String list) throws IOException {
        try (InputStream in = SignatureListReaderPropertyTest.class.getResourceAsStream("/lists/" + list)) {
            return in.readAllBytes();
        }
    }

    @Provide
    Arbitrary<String> lists() {
        return Arbitraries.of(LISTS);
    }
}
