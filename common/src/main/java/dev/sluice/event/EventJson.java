package dev.sluice.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * JSON as all topics have it: snake_case names, RFC 3339 times, unknown fields ignored, nothing coerced. What is wrong is
 * told by place and kind; content is never quoted.
 */
final class EventJson {
    private static final int DEEPEST = 32;
    /** A structured frame's base64 is the longest string there is. */
    private static final int LONGEST_STRING = 12 << 20;

    private final JsonMapper mapper;

    EventJson() {
        SimpleModule strictTimes = new SimpleModule();
        strictTimes.addDeserializer(Instant.class, new StrictInstant());
        mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new JavaTimeModule())
                .addModule(strictTimes)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .withCoercionConfig(LogicalType.Textual, text -> {
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_STRING)
                        .build());
    }

    /** The object that the bytes hold. */
    JsonNode object(byte[] json) throws MalformedEventException {
        if (json == null || json.length == 0) {
            throw new MalformedEventException("EMPTY", "the record has no value, a JSON object was expected");
        }
        JsonNode node;
        try {
            node = mapper.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new MalformedEventException("NOT_JSON", "the value stops being JSON" + place);
        } catch (IOException e) {
            throw new MalformedEventException("NOT_JSON", "the value cannot be read as JSON");
        }
        if (node == null || !node.isObject()) {
            throw new MalformedEventException("NOT_AN_OBJECT", "the value is JSON but no object");
        }
        return node;
    }

    <T> T read(JsonNode node, Class<T> type) throws MalformedEventException {
        try {
            return mapper.treeToValue(node, type);
        } catch (MismatchedInputException e) {
            String expected = e.getTargetType() == null
                    ? "something else"
                    : "a value of type " + e.getTargetType().getSimpleName();
            throw new MalformedEventException("WRONG_TYPE", path(e.getPath()) + ": expected " + expected);
        } catch (JsonMappingException e) {
            throw new MalformedEventException("WRONG_TYPE", path(e.getPath()) + ": holds a value that is not allowed");
        } catch (JsonProcessingException e) {
            throw new MalformedEventException("WRONG_TYPE", "the value does not fit its topic");
        }
    }

    byte[] write(Object event) {
        try {
            return mapper.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not an event: " + event.getClass().getName(), e);
        }
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder("$");
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() != null) {
                path.append('.').append(reference.getFieldName());
            } else {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    /** Only RFC 3339 text: a bare number could be seconds or milliseconds. */
    private static final class StrictInstant extends StdDeserializer<Instant> {
        StrictInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw MismatchedInputException.from(parser, Instant.class, "not a string");
            }
            try {
                return OffsetDateTime.parse(parser.getText()).toInstant();
            } catch (DateTimeParseException e) {
                throw MismatchedInputException.from(parser, Instant.class, "not RFC 3339");
            }
        }
    }
}
