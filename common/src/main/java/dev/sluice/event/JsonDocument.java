package dev.sluice.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Bytes to one JSON value, within bounds: no duplicate names, nothing after it, neither deep nor endless. */
final class JsonDocument {
    private static final int DEEPEST = 32;

    private final ObjectReader reader;
    private final int longestText;

    /** @param longestText most characters in one text */
    JsonDocument(int longestText) {
        this.longestText = longestText;
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(longestText)
                .build();
        // Names are not interned: publishers choose them, and the JVM's table of strings would grow with them.
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(bounds)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        this.reader = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(JsonNode.class);
    }

    JsonNode parse(byte[] json) throws MalformedEventException {
        JsonNode node;
        try {
            node = reader.readTree(json);
        } catch (StreamConstraintsException e) {
            throw new MalformedEventException(
                    "TOO_LARGE",
                    "too large" + at(e.getLocation()) + ": expected at most " + DEEPEST
                            + " levels and texts of at most " + longestText + " characters");
        } catch (JsonProcessingException e) {
            // Jackson's own message quotes what it found.
            throw notJson(at(e.getLocation()));
        } catch (IOException e) {
            throw notJson("");
        }
        if (node.isMissingNode()) {
            throw notJson(" at line 1, column 1");
        }
        return node;
    }

    private static MalformedEventException notJson(String at) {
        return new MalformedEventException(
                "NOT_JSON", "not JSON" + at + ": expected one JSON object with unique names and nothing after it");
    }

    private static String at(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
