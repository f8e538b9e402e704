package dev.sluice.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML or JSON document, and the line on which it, or the key before it, stands. Immutable. */
final class Node {
    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = new YAMLFactory();

    private static final int LONGEST_DOCUMENT = 1 << 20;
    private static final int DEEPEST = 32;

    /** What a value is. */
    enum Kind {
        MAPPING("a mapping"),
        LIST("a list"),
        TEXT("a text"),
        NUMBER("a number"),
        TRUTH("true or false"),
        NOTHING("nothing");

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final Kind kind;
    private final int line;
    private final String scalar;
    private final Map<String, Node> fields;
    private final List<Node> items;

    private Node(Kind kind, int line, String scalar, Map<String, Node> fields, List<Node> items) {
        this.kind = kind;
        this.line = line;
        this.scalar = scalar;
        this.fields = fields;
        this.items = items;
    }

    static Node emptyMapping(int line) {
        return new Node(Kind.MAPPING, line, null, Map.of(), List.of());
    }

    /**
     * The one value of a document. What is odd but readable, such as a key given twice, goes to {@code problems}.
     *
     * @param text YAML or JSON, at most 1 MiB
     * @throws InvalidPolicyException if it is neither, is too long, or is nested too deeply
     */
    static Node parse(String text, Problems problems) throws InvalidPolicyException {
        if (text.length() > LONGEST_DOCUMENT) {
            throw Problems.only("", 1, "the document has more than " + LONGEST_DOCUMENT + " characters");
        }
        if (text.stripLeading().startsWith("{")) {
            // YAML is no full superset: it lacks some of JSON's escapes and numbers. But {a: b} is only YAML.
            Problems ofJson = new Problems();
            try {
                Node node = new Parsing(JSON, text, ofJson).document();
                problems.addAll(ofJson);
                return node;
            } catch (InvalidPolicyException e) {
                return new Parsing(YAML, text, problems).document();
            }
        }
        return new Parsing(YAML, text, problems).document();
    }

    Kind kind() {
        return kind;
    }

    /** From 1. */
    int line() {
        return line;
    }

    /** As it is written; null if this is no scalar. */
    String scalar() {
        return scalar;
    }

    /** In the order of the document. */
    Map<String, Node> fields() {
        return fields;
    }

    List<Node> items() {
        return items;
    }

    private static final class Parsing {
        private final JsonFactory factory;
        private final String text;
        private final Problems problems;
        private String lastKey = "";

        Parsing(JsonFactory factory, String text, Problems problems) {
            this.factory = factory;
            this.text = text;
            this.problems = problems;
        }

        Node document() throws InvalidPolicyException {
            try (JsonParser parser = factory.createParser(text)) {
                if (parser.nextToken() == null) {
                    throw Problems.only(
                            "",
                            1,
                            "the document: holds nothing: expected a mapping of keys to values, such as version");
                }
                Node node = value(parser, line(parser), 0);
                if (parser.nextToken() != null) {
                    problems.add("", line(parser), "the document: holds a second document; leave one");
                }
                return node;
            } catch (JsonProcessingException e) {
                int line = e.getLocation() == null
                        ? 1
                        : Math.max(1, e.getLocation().getLineNr());
                throw unreadable(line, e.getOriginalMessage());
            } catch (IOException | RuntimeException e) {
                // The YAML scanner lets some of its own escape.
                throw unreadable(1, e.getMessage());
            }
        }

        private InvalidPolicyException unreadable(int line, String reason) {
            String why = reason == null ? "" : ": " + reason.lines().findFirst().orElse("");
            String after = lastKey.isEmpty() ? "" : ", after the key " + lastKey;
            return Problems.only("", line, "neither YAML nor JSON" + after + why);
        }

        private Node value(JsonParser parser, int line, int depth) throws IOException, InvalidPolicyException {
            if (depth > DEEPEST) {
                throw Problems.only("", line, "the document is nested more than " + DEEPEST + " deep");
            }
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                throw Problems.only("", line, "an alias is not read: write out what it stands for");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> mapping(parser, line, depth);
                case START_ARRAY -> list(parser, line, depth);
                case VALUE_STRING -> scalar(parser, Kind.TEXT, line);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(parser, Kind.NUMBER, line);
                case VALUE_TRUE, VALUE_FALSE -> scalar(parser, Kind.TRUTH, line);
                default -> new Node(Kind.NOTHING, line, null, Map.of(), List.of());
            };
        }

        private static Node scalar(JsonParser parser, Kind kind, int line) throws IOException {
            return new Node(kind, line, parser.getText(), Map.of(), List.of());
        }

        private Node mapping(JsonParser parser, int line, int depth) throws IOException, InvalidPolicyException {
            Map<String, Node> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                requireMore(parser);
                String key = parser.currentName();
                int keyLine = line(parser);
                lastKey = key;
                parser.nextToken();
                requireMore(parser);
                if (fields.put(key, value(parser, keyLine, depth + 1)) != null) {
                    problems.add(key, keyLine, key + ": is given twice; leave one");
                }
            }
            return new Node(Kind.MAPPING, line, null, fields, List.of());
        }

        private Node list(JsonParser parser, int line, int depth) throws IOException, InvalidPolicyException {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                requireMore(parser);
                items.add(value(parser, line(parser), depth + 1));
            }
            return new Node(Kind.LIST, line, null, Map.of(), items);
        }

        private void requireMore(JsonParser parser) throws InvalidPolicyException {
            if (parser.currentToken() == null) {
                throw unreadable(line(parser), "it ends too early");
            }
        }

        private static int line(JsonParser parser) {
            return Math.max(1, parser.currentTokenLocation().getLineNr());
        }
    }
}
