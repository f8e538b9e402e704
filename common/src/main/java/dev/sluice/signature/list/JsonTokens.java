package dev.sluice.signature.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The tokens of a JSON text of any length, and values of bounded size. */
final class JsonTokens {
    /** A ThreatExchange indicator with a thousand descriptors has some 20,000 tokens; chosen. */
    static final int LARGEST_VALUE = 100_000;

    private static final int DEEPEST = 32;
    private static final int LONGEST_TEXT = 1 << 16;

    /** Names are not interned: lists choose them, and the JVM's table of strings would grow with them. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonParser parser;

    JsonTokens(InputStream in) throws IOException {
        // By way of a reader, which replaces what is not UTF-8 instead of failing.
        parser = FACTORY.createParser(new InputStreamReader(in, StandardCharsets.UTF_8));
        parser.setCodec(MAPPER);
    }

    /** The next token; null at the end. */
    JsonToken next() throws IOException, BrokenListException {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** The name of the current field. */
    String name() throws IOException {
        return parser.currentName();
    }

    /** The current text, or the name if a field begins. */
    String text() throws IOException {
        return parser.getText();
    }

    /** Passes over the current object or list with all that is in it. */
    void skip() throws IOException, BrokenListException {
        try {
            parser.skipChildren();
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** The current value with all that is in it; empty if that is too much. */
    Optional<JsonNode> value() throws IOException, BrokenListException {
        try (TokenBuffer copy = new TokenBuffer(parser)) {
            int depth = 0;
            int tokens = 0;
            do {
                JsonToken token = tokens == 0 ? parser.currentToken() : parser.nextToken();
                if (token == null) {
                    break;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (++tokens <= LARGEST_VALUE) {
                    copy.copyCurrentEvent(parser);
                }
            } while (depth > 0);
            if (tokens > LARGEST_VALUE) {
                return Optional.empty();
            }
            try (JsonParser again = copy.asParser()) {
                JsonNode node = MAPPER.readTree(again);
                return Optional.of(node);
            }
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private static BrokenListException broken(JsonProcessingException cause) {
        // Jackson's own message quotes what it found.
        String at = cause.getLocation() == null
                ? "the end"
                : "line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr();
        return new BrokenListException(at, "no JSON from here: nothing after it can be read");
    }
}
