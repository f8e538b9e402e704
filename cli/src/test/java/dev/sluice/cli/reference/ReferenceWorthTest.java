package dev.sluice.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceWorthTest {
    private final Random random = new Random(1);

    private List<String> warnings(int frames, long everyMillis, int pictures, int poor) {
        ReferenceWorth worth = new ReferenceWorth();
        List<PdqHash> hashes = random.ints(pictures)
                .mapToObj(
                        any -> new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()))
                .toList();
        for (int i = 0; i < frames; i++) {
            PdqHash hash = hashes.get(i % pictures);
            // A picture is never quite the same twice.
            PdqHash noisy = new PdqHash(hash.w0() ^ (1L << random.nextInt(64)), hash.w1(), hash.w2(), hash.w3());
            worth.add(new Fingerprint(Variant.ORIGINAL, noisy, i < poor ? 49 : 50), 70_000 + i * everyMillis);
        }
        return worth.warnings();
    }

    @Test
    void aLongLivelyAndDetailedVideoIsAGoodReference() {
        assertThat(warnings(41, 100, 5, 20)).isEmpty();
    }

    @Test
    void aShortOneIsWarnedOf() {
        assertThat(warnings(40, 100, 5, 0)).singleElement().asString().startsWith("it lasts 3.9 s");
        assertThat(warnings(41, 99, 5, 0)).singleElement().asString().startsWith("it lasts 3.9 s");
    }

    @Test
    void aStaticOneIsWarnedOf() {
        assertThat(warnings(41, 100, 4, 0)).singleElement().asString().startsWith("it shows only 4 of the 5");
        assertThat(warnings(41, 100, 1, 0)).singleElement().asString().startsWith("it shows only 1 of the 5");
    }

    @Test
    void oneOfLittleDetailIsWarnedOf() {
        assertThat(warnings(100, 100, 5, 51)).singleElement().asString().startsWith("51% of its frames");
    }

    @Test
    void nothingAtAllHasEveryFault() {
        assertThat(warnings(1, 0, 1, 1)).hasSize(3);
    }
}
