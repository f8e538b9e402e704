package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSON object and the path that led to it, read field by field. Nothing is coerced: a field has its type or is refused,
 * with a message that names the path and the kind of value found there, and never the value. {@code null} is the same as
 * a missing field.
 */
final class Json {
    private static final int DIGITS_OF_SHA_256_OR_PDQ = 64;
    private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

    /** Beyond it a number with a fraction part, such as {@code 1e16}, no longer names one whole number. */
    private static final double LARGEST_EXACT_DOUBLE = 0x1p53;

    /** Four digits of year, so that every instant fits into milliseconds. */
    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final JsonNode object;
    private final String path;

    private Json(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static Json root(JsonNode node) throws MalformedEventException {
        if (!node.isObject()) {
            throw new MalformedEventException(
                    "NOT_AN_OBJECT", "the event is " + kind(node) + ": expected a JSON object");
        }
        return new Json(node, "");
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    JsonNode node(String name) {
        return object.path(name);
    }

    /** A text that must be there and must not be blank. */
    String text(String name) throws MalformedEventException {
        String text = text(required(name, "a text"), path + name);
        if (text.isBlank()) {
            throw new MalformedEventException("EMPTY_VALUE", path + name + " is blank: expected a text");
        }
        return text;
    }

    /** A text that must be there, and may be blank. */
    String anyText(String name) throws MalformedEventException {
        return text(required(name, "a text"), path + name);
    }

    String textOr(String name, String otherwise) throws MalformedEventException {
        return has(name) ? text(object.get(name), path + name) : otherwise;
    }

    /** Texts in their order; none if the field is missing. */
    List<String> texts(String name) throws MalformedEventException {
        return has(name) ? someTexts(name) : List.of();
    }

    /** Texts in their order, from a field that must be there; may be none. */
    List<String> someTexts(String name) throws MalformedEventException {
        List<String> texts = new ArrayList<>();
        JsonNode list = array(name, "a list of texts");
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(list.get(i), path + name + "[" + i + "]"));
        }
        return texts;
    }

    /** 64 hexadecimal digits, given back in lower case. */
    String digest(String name) throws MalformedEventException {
        return hex(name, DIGITS_OF_SHA_256_OR_PDQ);
    }

    /** So many hexadecimal digits, given back in lower case. */
    String hex(String name, int digits) throws MalformedEventException {
        return hex(name, digits, digits + " hexadecimal digits");
    }

    /** Hexadecimal digits, given back in lower case. */
    String hex(String name) throws MalformedEventException {
        return hex(name, 0, "hexadecimal digits");
    }

    private String hex(String name, int digits, String expected) throws MalformedEventException {
        String hex = text(required(name, expected), path + name);
        if (hex.isEmpty() || !hex.chars().allMatch(HexFormat::isHexDigit) || (digits > 0 && hex.length() != digits)) {
            throw new MalformedEventException("BAD_HASH", path + name + " is no digest: expected " + expected);
        }
        return hex.toLowerCase(Locale.ROOT);
    }

    Instant time(String name) throws MalformedEventException {
        String expected = "an RFC 3339 time such as 2026-01-31T12:00:00Z";
        JsonNode node = required(name, expected);
        if (!node.isTextual()) {
            throw wrongType(path + name, node, expected);
        }
        try {
            return OffsetDateTime.parse(node.textValue(), RFC_3339).toInstant();
        } catch (DateTimeParseException e) {
            throw new MalformedEventException("WRONG_TYPE", path + name + " is another text: expected " + expected);
        }
    }

    /** A time; null if the field is missing. */
    Instant timeOrNull(String name) throws MalformedEventException {
        return has(name) ? time(name) : null;
    }

    boolean truth(String name) throws MalformedEventException {
        JsonNode node = required(name, "true or false");
        if (!node.isBoolean()) {
            throw wrongType(path + name, node, "true or false");
        }
        return node.booleanValue();
    }

    double number(String name) throws MalformedEventException {
        JsonNode node = required(name, "a number");
        if (!node.isNumber()) {
            throw wrongType(path + name, node, "a number");
        }
        return node.doubleValue();
    }

    double positiveNumber(String name) throws MalformedEventException {
        double number = number(name);
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new MalformedEventException(
                    "OUT_OF_RANGE", path + name + " is out of range: expected a finite number above 0");
        }
        return number;
    }

    /** A number from 0 to 1. */
    double share(String name) throws MalformedEventException {
        double number = number(name);
        if (!(number >= 0 && number <= 1)) {
            throw new MalformedEventException(
                    "OUT_OF_RANGE", path + name + " is out of range: expected a number from 0 to 1");
        }
        return number;
    }

    int wholeInt(String name, int least, int most) throws MalformedEventException {
        return (int) whole(name, least, most);
    }

    int wholeIntOr(String name, int otherwise, int least) throws MalformedEventException {
        return has(name) ? wholeInt(name, least, Integer.MAX_VALUE) : otherwise;
    }

    long wholeOr(String name, long otherwise, long least) throws MalformedEventException {
        return has(name) ? whole(name, least, Long.MAX_VALUE) : otherwise;
    }

    /** A whole number; {@code 3.0} is one, as JSON knows only numbers. */
    long whole(String name, long least, long most) throws MalformedEventException {
        JsonNode node = required(name, "a whole number");
        if (!node.isNumber()) {
            throw wrongType(path + name, node, "a whole number");
        }
        if (!node.isIntegralNumber() && node.doubleValue() != Math.rint(node.doubleValue())) {
            throw new MalformedEventException("WRONG_TYPE", path + name + " has a fraction: expected a whole number");
        }
        boolean fits = node.isIntegralNumber()
                ? node.canConvertToLong()
                : Math.abs(node.doubleValue()) <= LARGEST_EXACT_DOUBLE;
        if (!fits || node.longValue() < least || node.longValue() > most) {
            throw new MalformedEventException(
                    "OUT_OF_RANGE",
                    path + name + " is out of range: expected a whole number from " + least + " to " + most);
        }
        return node.longValue();
    }

    /** Bytes as base64 text; no bytes are fine. */
    byte[] bytes(String name) throws MalformedEventException {
        String expected = "base64 with padding";
        JsonNode node = required(name, expected);
        if (!node.isTextual()) {
            throw wrongType(path + name, node, expected);
        }
        try {
            return Base64.getDecoder().decode(node.textValue());
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("WRONG_TYPE", path + name + " is another text: expected " + expected);
        }
    }

    Json object(String name) throws MalformedEventException {
        JsonNode node = required(name, "an object");
        if (!node.isObject()) {
            throw wrongType(path + name, node, "an object");
        }
        return new Json(node, path + name + ".");
    }

    /** An object's texts by their names, whatever these are; none if the field is missing. */
    Map<String, String> textsByName(String name) throws MalformedEventException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(name)) {
            for (Map.Entry<String, JsonNode> entry : object(name).object.properties()) {
                // The sender chooses these names: a message must not repeat them.
                texts.put(wellFormed(entry.getKey()), text(entry.getValue(), "a value of " + path + name));
            }
        }
        return texts;
    }

    /** Objects in their order; none if the field is missing. */
    List<Json> objects(String name) throws MalformedEventException {
        return has(name) ? someObjects(name) : List.of();
    }

    /** Objects in their order, from a field that must be there; may be none. */
    List<Json> someObjects(String name) throws MalformedEventException {
        JsonNode list = array(name, "a list of objects");
        List<Json> objects = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            String at = path + name + "[" + i + "]";
            if (!list.get(i).isObject()) {
                throw wrongType(at, list.get(i), "an object");
            }
            objects.add(new Json(list.get(i), at + "."));
        }
        return objects;
    }

    private JsonNode array(String name, String expected) throws MalformedEventException {
        JsonNode node = required(name, expected);
        if (!node.isArray()) {
            throw wrongType(path + name, node, expected);
        }
        return node;
    }

    private JsonNode required(String name, String expected) throws MalformedEventException {
        if (!has(name)) {
            throw new MalformedEventException("MISSING_FIELD", path + name + " is missing: expected " + expected);
        }
        return object.get(name);
    }

    private static String text(JsonNode node, String at) throws MalformedEventException {
        if (!node.isTextual()) {
            throw wrongType(at, node, "a text");
        }
        return wellFormed(node.textValue());
    }

    /** JSON can name half a character, which no UTF-8 can carry on: neither a key nor a later event. */
    private static String wellFormed(String text) {
        return UNPAIRED_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }

    private static MalformedEventException wrongType(String at, JsonNode node, String expected) {
        return new MalformedEventException("WRONG_TYPE", at + " is " + kind(node) + ": expected " + expected);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case NUMBER -> "a number";
            case STRING -> "a text";
            default -> "an object";
        };
    }
}
