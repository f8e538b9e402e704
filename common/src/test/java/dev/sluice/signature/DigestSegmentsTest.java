package dev.sluice.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PayloadDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DigestSegmentsTest {
    @Property
    void aDigestIsFoundWithAllThatNameItAndNothingElse(
            @ForAll @Size(max = 40) List<@Size(max = 5) List<@IntRange(max = 9) Integer>> batches,
            @ForAll @Size(max = 5) Set<@IntRange(max = 60) Integer> removed) {
        DigestSegments digests = new DigestSegments();
        Map<PayloadDigest, Set<Integer>> expected = new HashMap<>();
        BitSet gone = new BitSet();
        removed.forEach(gone::set);
        List<DigestSegment> sealed = List.of();
        int owner = 0;
        for (List<Integer> batch : batches) {
            for (int value : batch) {
                PayloadDigest digest = new PayloadDigest(value % 3 - 1L, value);
                digests.add(digest, owner, gone);
                expected.computeIfAbsent(digest, any -> new TreeSet<>()).add(owner++);
            }
            sealed = digests.sealed(gone);
        }

        for (int value = 0; value < 10; value++) {
            PayloadDigest digest = new PayloadDigest(value % 3 - 1L, value);
            Set<Integer> found = new TreeSet<>();
            sealed.forEach(segment -> segment.find(digest, number -> assertThat(found.add(number))
                    .as("%d shown once", number)
                    .isTrue()));
            found.removeIf(gone::get);
            Set<Integer> wanted = new TreeSet<>(expected.getOrDefault(digest, Set.of()));
            wanted.removeIf(gone::get);
            assertThat(found).isEqualTo(wanted);
        }
        for (int i = 1; i < sealed.size(); i++) {
            assertThat(sealed.get(i - 1).size()).isGreaterThan(2 * sealed.get(i).size());
        }
    }

    @Test
    void moreThanWaitUnsortedAreSealedOnTheWay() {
        DigestSegments digests = new DigestSegments();
        for (int i = 0; i < 200_000; i++) {
            digests.add(new PayloadDigest(i * 0x9E3779B97F4A7C15L, i), i, new BitSet());
        }
        List<DigestSegment> sealed = digests.sealed(new BitSet());

        assertThat(sealed.stream().mapToInt(DigestSegment::size).sum()).isEqualTo(200_000);
        for (int i = 0; i < 200_000; i += 997) {
            List<Integer> found = new ArrayList<>();
            PayloadDigest digest = new PayloadDigest(i * 0x9E3779B97F4A7C15L, i);
            sealed.forEach(segment -> segment.find(digest, found::add));
            assertThat(found).containsExactly(i);
        }
    }

    @Test
    void theCatalogueKnowsWhatWasAddedSinceAndWhatWasRemovedOrReplaced() {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put("b/one", file("one", "1"), 0);
        catalogue.put("b/two", file("two", "1"), 1);
        CatalogueSnapshot before = catalogue.publish(2);
        catalogue.put("b/three", file("three", "1"), 2);
        catalogue.remove("b/one", 3);
        catalogue.put("b/two", file("two", "2"), 4);
        CatalogueSnapshot after = catalogue.publish(5);

        assertThat(ids(before, Long.MIN_VALUE, "1")).containsExactlyInAnyOrder("one", "two");
        assertThat(ids(after, Long.MIN_VALUE, "1")).containsExactly("three");
        assertThat(ids(after, Long.MIN_VALUE, "2")).containsExactly("two");
        assertThat(ids(after, 3, "1")).isEmpty();
        assertThat(ids(after, 3, "2")).containsExactly("two");
        assertThat(after.removedAt()).isEqualTo(4);
        assertThat(after.signatures()).isEqualTo(2);
    }

    @Test
    void aVideoKnownByItsDigestAloneIsNoSequence() {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put(
                "b/v",
                new SignatureEvent(
                        "b",
                        "v",
                        SignatureEvent.VIDEO,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(new SignatureEvent.Digest("BLAKE3", "00"), digest("1"))),
                0);
        CatalogueSnapshot snapshot = catalogue.publish(1);

        assertThat(snapshot.index().video("b", "v")).isEmpty();
        assertThat(snapshot.index().size()).isZero();
        assertThat(ids(snapshot, 0, "1")).containsExactly("v");
        snapshot.index().payload(payload("1"), (known, distance) -> {
            assertThat(distance).isZero();
            assertThat(known.signature().video()).isFalse();
            assertThat(ReferenceView.crop(known.view())).isZero();
            assertThat(ReferenceView.isHalf(known.view())).isFalse();
            assertThat(ReferenceView.isEdited(known.view())).isFalse();
        });
    }

    private static List<String> ids(CatalogueSnapshot snapshot, long since, String content) {
        List<String> ids = new ArrayList<>();
        snapshot.index()
                .payloadSince(
                        since,
                        payload(content),
                        (known, distance) -> ids.add(known.signature().id()));
        return ids;
    }

    private static PayloadDigest payload(String content) {
        return PayloadDigest.of(DigestAlgorithm.SHA256, content.getBytes(StandardCharsets.UTF_8));
    }

    private static SignatureEvent file(String id, String content) {
        return new SignatureEvent("b", id, SignatureEvent.FILE, null, null, null, List.of(), List.of(digest(content)));
    }

    private static SignatureEvent.Digest digest(String content) {
        byte[] digest = DigestAlgorithm.SHA256.digest(content.getBytes(StandardCharsets.UTF_8));
        return new SignatureEvent.Digest(DigestAlgorithm.SHA256, HexFormat.of().formatHex(digest));
    }
}
