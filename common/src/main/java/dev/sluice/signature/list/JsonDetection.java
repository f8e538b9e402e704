package dev.sluice.signature.list;

import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells a JSON list's format by the names in its beginning, which may end anywhere. */
final class JsonDetection {
    private static final Pattern FRAME_NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Set<String> names = new LinkedHashSet<>();
    private boolean listOfTexts;

    private JsonDetection() {}

    static Optional<ListFormat> detect(byte[] head) {
        JsonDetection detection = new JsonDetection();
        try {
            detection.read(new JsonTokens(new ByteArrayInputStream(head)));
        } catch (BrokenListException e) {
            // Where the head ends, or a malformed list: what came before tells enough, or nothing.
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
        return detection.format();
    }

    private void read(JsonTokens tokens) throws IOException, BrokenListException {
        if (tokens.next() == JsonToken.START_ARRAY) {
            JsonToken first = tokens.next();
            listOfTexts = first == JsonToken.VALUE_STRING || first == JsonToken.END_ARRAY;
        }
        for (JsonToken token = tokens.next(); token != null; token = tokens.next()) {
            if (token == JsonToken.FIELD_NAME) {
                names.add(tokens.name());
            }
        }
    }

    private Optional<ListFormat> format() {
        if (listOfTexts) {
            return Optional.of(ListFormat.VPDQ_JSON);
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (FRAME_NUMBER.matcher(names.iterator().next()).matches()) {
            return Optional.of(ListFormat.VPDQ_JSON_MAP);
        }
        if (names.contains(StopNcii.RECORDS) || names.contains("hashValue")) {
            return Optional.of(ListFormat.STOPNCII);
        }
        if (names.contains("hash_digest")
                || (names.contains(TechAgainstTerrorism.RECORDS) && names.contains("count"))) {
            return Optional.of(ListFormat.TECH_AGAINST_TERRORISM);
        }
        if (names.contains(HmaContent.SIGNALS) || names.contains(HmaContent.DISABLED_UNTIL)) {
            return Optional.of(ListFormat.HMA);
        }
        if (names.contains("indicator") || names.contains("should_delete") || names.contains(ThreatUpdates.RECORDS)) {
            return Optional.of(ListFormat.TE_UPDATES);
        }
        // Last, for the reactions of others are keys and values too.
        if (names.contains("key") && names.contains("value")) {
            return Optional.of(ListFormat.SLUICE);
        }
        return Optional.empty();
    }
}
