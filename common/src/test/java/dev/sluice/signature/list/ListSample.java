package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads lists as the tests need them. */
final class ListSample {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    static final ListOrigin ORIGIN = new ListOrigin("b", "tester", NOON, "clip");

    private ListSample() {}

    /** All of a resource, whose format is told by its content. */
    static Read resource(String name) throws IOException, UnusableListException {
        try (InputStream in = ListSample.class.getResourceAsStream("/lists/" + name)) {
            return read(in, Optional.empty());
        }
    }

    static Read text(String text) throws IOException, UnusableListException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Optional.empty());
    }

    static Read text(ListFormat format, String text) throws IOException, UnusableListException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Optional.of(format));
    }

    static Read read(InputStream in, Optional<ListFormat> format) throws IOException, UnusableListException {
        return read(in, format, ORIGIN);
    }

    static Read read(InputStream in, Optional<ListFormat> format, ListOrigin origin)
            throws IOException, UnusableListException {
        try (SignatureListReader reader = SignatureListReader.open(in, format, origin)) {
            List<ListEntry> results = new ArrayList<>();
            for (Optional<ListEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                results.add(next.get());
            }
            return new Read(reader.format(), results);
        }
    }

    /** What a list held. */
    record Read(ListFormat format, List<ListEntry> results) {
        List<ListEntry.Entry> entries() {
            return only(ListEntry.Entry.class);
        }

        /** The first signature's fingerprints, without their times. */
        List<String> hashes() {
            return entries().stream()
                    .flatMap(entry -> entry.signature().frames().stream())
                    .map(frame -> frame.hash())
                    .toList();
        }

        /** Signature, media and algorithm of each digest, as {@code v-1 FILE MD5}. */
        List<String> digests() {
            return entries().stream()
                    .map(ListEntry.Entry::signature)
                    .flatMap(signature -> signature.digests().stream()
                            .map(digest ->
                                    signature.signatureId() + " " + signature.media() + " " + digest.algorithm()))
                    .toList();
        }

        List<String> opinions() {
            return entries().stream().map(entry -> entry.signature().opinion()).toList();
        }

        List<String> tombstones() {
            return only(ListEntry.Tombstone.class).stream()
                    .map(ListEntry.Tombstone::key)
                    .toList();
        }

        /** Place and reason of each, as {@code line 3 BAD_HASH}. */
        List<String> quarantined() {
            return only(Quarantined.class).stream()
                    .map(refused -> refused.at() + " " + refused.reason())
                    .toList();
        }

        ImportReport report() {
            ImportTally tally = new ImportTally();
            results.forEach(tally::add);
            return tally.report();
        }

        private <T extends ListEntry> List<T> only(Class<T> kind) {
            return results.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }
}
