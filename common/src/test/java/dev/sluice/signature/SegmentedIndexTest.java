package dev.sluice.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.RandomHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a loop over all hashes. */
class SegmentedIndexTest {
    private final Random random = new Random(31);
    private final RandomHashes randomHashes = new RandomHashes(random);

    @ParameterizedTest
    // Above 65,536, part of the next slot is left out; from 917,504 on, a bucket is a whole slot.
    @ValueSource(ints = {0, 1, 2, 100, 4095, 4096, 20_000, 140_000, 920_000})
    void findsWhatALoopFindsAtEveryDistance(int size) {
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hashes.add(randomHashes.balanced());
        }
        HashSegment segment = segment(hashes);
        for (int distance : new int[] {0, 1, 15, 30, 31, 32, 47, 63}) {
            for (int i = 0; i < 20; i++) {
                PdqHash query = size == 0 || i == 0
                        ? randomHashes.balanced()
                        : randomHashes.flipped(hashes.get(random.nextInt(size)), 2 * i + 1);
                assertThat(found(segment, query, distance)).isEqualTo(expected(hashes, query, distance));
            }
        }
    }

    @Test
    void findsDuplicatesAndNearCopiesEachOnce() {
        List<PdqHash> hashes = new ArrayList<>();
        PdqHash original = randomHashes.balanced();
        for (int i = 0; i < 6000; i++) {
            hashes.add(i % 3 == 0 ? original : randomHashes.flipped(original, i % 40));
        }
        HashSegment segment = segment(hashes);
        for (int distance : new int[] {0, 20, 31, 63}) {
            assertThat(found(segment, original, distance)).isEqualTo(expected(hashes, original, distance));
        }
    }

    @Test
    void oneHotBucketNeverMakesAQueryMissAnything() {
        // All alike in their first slots, so that the buckets there hold everything.
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            PdqHash hash = randomHashes.balanced();
            hashes.add(new PdqHash(42, 42, hash.w2(), hash.w3()));
        }
        HashSegment segment = segment(hashes);
        for (int i = 0; i < 20; i++) {
            PdqHash query = randomHashes.flipped(hashes.get(random.nextInt(hashes.size())), 31);
            assertThat(found(segment, query, 31)).isEqualTo(expected(hashes, query, 31));
        }
    }

    @Test
    void thresholdsOfEveryPlanSatisfyThePigeonholePrinciple() {
        for (int distance = 0; distance <= 63; distance++) {
            int pigeons = 0;
            for (int threshold : SlotPlan.thresholds(distance)) {
                pigeons += threshold + 1;
            }
            assertThat(pigeons).isGreaterThan(distance);
        }
    }

    /** Any way in which at most {@code distance} bits may lie in the slots. */
    @Property
    void someSlotAndItsNeighbourAreWithinTheirThresholds(
            @ForAll @IntRange(max = 63) int distance,
            @ForAll @Size(max = 63) List<@IntRange(max = 15) Integer> slotsOfBits) {
        int[] differing = new int[SlotPlan.SLOTS];
        slotsOfBits.stream().limit(distance).forEach(slot -> differing[slot]++);
        int[] thresholds = SlotPlan.thresholds(distance);

        assertThat(IntStream.range(0, SlotPlan.SLOTS)).anyMatch(slot -> {
            int next = SlotPlan.next(slot);
            return differing[slot] <= thresholds[slot]
                    && differing[slot] + differing[next] <= thresholds[slot] + thresholds[next] + 1;
        });
    }

    @Test
    void slotsAreDisjointStretchesOfBits() {
        for (int bit = 0; bit < 256; bit++) {
            long[] words = new long[4];
            words[bit >> 6] = 1L << (bit & 63);
            for (int slot = 0; slot < SlotPlan.SLOTS; slot++) {
                assertThat(SlotPlan.value(slot, words[0], words[1], words[2], words[3]))
                        .isEqualTo(bit / 16 == slot ? 1 << bit % 16 : 0);
            }
        }
    }

    /** Bits that differ lie in few slots, as those of a small logo do, so that most slots and neighbours agree. */
    @Test
    void differencesInFewSlotsAreFoundOnce() {
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            hashes.add(randomHashes.balanced());
        }
        HashSegment segment = segment(hashes);
        for (int i = 0; i < 200; i++) {
            PdqHash hash = hashes.get(random.nextInt(hashes.size()));
            long mask = (0xFFFF_FFFFL << random.nextInt(33)) & random.nextLong();
            PdqHash query = new PdqHash(hash.w0(), hash.w1() ^ mask, hash.w2(), hash.w3());
            assertThat(found(segment, query, 31)).isEqualTo(expected(hashes, query, 31));
        }
    }

    @Test
    void masksAreAllWaysToFlipSoManyBitsOnce() {
        int[] masks = BitMasks.of(16, 3);
        assertThat(masks).hasSize(1 + 16 + 120 + 560).doesNotHaveDuplicates();
        for (int mask : masks) {
            assertThat(Integer.bitCount(mask)).isLessThanOrEqualTo(3);
            assertThat(mask >>> 16).isZero();
        }
    }

    @Test
    void additionsRemovalsAndReplacementsShowInTheNextSnapshotOnly() {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        PdqHash one = randomHashes.balanced();
        PdqHash two = randomHashes.balanced();
        catalogue.put("b/one", picture("one", one), 0);
        CatalogueSnapshot first = catalogue.publish(1);
        assertThat(ids(first, one)).containsExactly("one");
        catalogue.put("b/two", picture("two", two), 1);
        catalogue.remove("b/one", 2);
        assertThat(ids(first, one)).containsExactly("one");
        CatalogueSnapshot second = catalogue.publish(3);
        assertThat(ids(second, one)).isEmpty();
        assertThat(ids(second, two)).containsExactly("two");
        assertThat(second.signatures()).isEqualTo(1);
        assertThat(second.removedAt()).isEqualTo(2);
        catalogue.put("b/two", picture("two", one), 3);
        CatalogueSnapshot third = catalogue.publish(4);
        assertThat(ids(third, two)).isEmpty();
        assertThat(ids(third, one)).containsExactly("two");
    }

    @Test
    void manySmallAdditionsStayFindableAndFew() {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            hashes.add(randomHashes.balanced());
            catalogue.put("b/" + i, picture("s" + i, hashes.get(i)), i);
            if (i % 7 == 0) {
                catalogue.publish(i + 1);
            }
        }
        CatalogueSnapshot snapshot = catalogue.publish(3000);
        for (int i = 0; i < hashes.size(); i++) {
            assertThat(ids(snapshot, hashes.get(i))).containsExactly("s" + i);
        }
        List<String> since = new ArrayList<>();
        snapshot.index().searchSince(2000, hashes.get(1999), 31, (frame, distance) -> since.add("old"));
        snapshot.index().searchSince(2000, hashes.get(2000), 31, (frame, distance) -> since.add("new"));
        assertThat(since).containsExactly("new");
    }

    @Test
    void aVideosFramesAreFoundByTimeAcrossItsChunks() {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        List<PdqHash> film = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            film.add(randomHashes.balanced());
        }
        catalogue.put("b/film/0", video(film, 0, 20), 0);
        catalogue.publish(1);
        catalogue.put("b/film/1", video(film, 20, 40), 1);
        CatalogueSnapshot snapshot = catalogue.publish(2);
        ReferenceVideo video = snapshot.index().video("b", "film").orElseThrow();
        assertThat(video.lastMillis()).isEqualTo(3900);
        for (int i = 0; i < 40; i++) {
            PdqHash query = randomHashes.flipped(film.get(i), 60);
            ReferenceVideo.Near near =
                    video.nearest(query, 0, i * 100L - 200, i * 100L + 200, 80).orElseThrow();
            assertThat(near.frame().tMillis()).isEqualTo(i * 100L);
            assertThat(near.distance()).isEqualTo(60);
            assertThat(video.nearest(query, 0, i * 100L + 1, i * 100L + 50, 80)).isEmpty();
            assertThat(video.nearest(query, 50, 0, 4000, 80)).isEmpty();
        }
        catalogue.remove("b/film/0", 2);
        assertThat(catalogue.publish(3).index().video("b", "film").orElseThrow().nearest(film.get(3), 0, 0, 4000, 31))
                .isEmpty();
        catalogue.remove("b/film/1", 3);
        assertThat(catalogue.publish(4).index().video("b", "film")).isEmpty();
    }

    @Test
    void aFullSegmentIsClosedAndShowsInTheNextSnapshotOnly() {
        SignatureCatalogue catalogue = new SignatureCatalogue(5000);
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < 12_345; i++) {
            hashes.add(randomHashes.balanced());
            catalogue.put("b/" + i, picture("s" + i, hashes.get(i)), i);
        }
        assertThat(catalogue.current().index().size()).isZero();
        CatalogueSnapshot snapshot = catalogue.publish(12_345);
        assertThat(snapshot.index().size()).isEqualTo(12_345);
        for (int i : new int[] {0, 4999, 5000, 9999, 10_000, 12_344}) {
            assertThat(ids(snapshot, randomHashes.flipped(hashes.get(i), 31))).containsExactly("s" + i);
        }
        catalogue.remove("b/4999", 12_345);
        assertThat(ids(catalogue.publish(12_346), hashes.get(4999))).isEmpty();
    }

    private static HashSegment segment(List<PdqHash> hashes) {
        HashColumns columns = new HashColumns();
        for (int i = 0; i < hashes.size(); i++) {
            columns.add(hashes.get(i), i, 0, (byte) 0);
        }
        return HashSegment.of(columns);
    }

    private static Map<Integer, Integer> found(HashSegment segment, PdqHash query, int distance) {
        TreeMap<Integer, Integer> found = new TreeMap<>();
        segment.search(query, distance, (entry, differing) -> assertThat(found.put(entry, differing))
                .as("entry %d shown twice", entry)
                .isNull());
        return found;
    }

    private static Map<Integer, Integer> expected(List<PdqHash> hashes, PdqHash query, int distance) {
        TreeMap<Integer, Integer> expected = new TreeMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            int differing = hashes.get(i).distance(query);
            if (differing <= distance) {
                expected.put(i, differing);
            }
        }
        return expected;
    }

    private static List<String> ids(CatalogueSnapshot snapshot, PdqHash query) {
        List<String> ids = new ArrayList<>();
        snapshot.index()
                .search(
                        query,
                        31,
                        (frame, distance) -> ids.add(frame.signature().id()));
        return ids;
    }

    private static SignatureEvent picture(String id, PdqHash hash) {
        return new SignatureEvent(
                "b", id, SignatureEvent.IMAGE, null, "", null, List.of(new SignatureEvent.Frame(hash.toHex(), 100, 0)));
    }

    private static SignatureEvent video(List<PdqHash> film, int from, int to) {
        List<SignatureEvent.Frame> frames = new ArrayList<>();
        for (int i = from; i < to; i++) {
            frames.add(new SignatureEvent.Frame(film.get(i).toHex(), 100, i * 100L));
        }
        return new SignatureEvent("b", "film", SignatureEvent.VIDEO, null, "", null, frames);
    }
}
