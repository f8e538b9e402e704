package dev.sluice.cli.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two policies say differently, defaults filled in, one line per path: {@code banks[tvec].distance: 31 -> 28}. The
 * entries of a list are compared by their names, so that one more does not change the others.
 */
public final class PolicyDifference {
    private static final ObjectMapper YAML = new YAMLMapper();

    /** What names an entry, the first that it has. */
    private static final List<String> NAMES =
            List.of("id", "name", "signature_id", "term", "pattern", "host", "url_sha256");

    private final List<String> lines = new ArrayList<>();

    private PolicyDifference() {}

    /** None if they say the same. */
    public static List<String> between(Policy older, Policy newer) {
        PolicyDifference difference = new PolicyDifference();
        difference.compare("", tree(older), tree(newer));
        return List.copyOf(difference.lines);
    }

    private static JsonNode tree(Policy policy) {
        try {
            return YAML.readTree(policy.toYaml());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy that was just written cannot be read", e);
        }
    }

    private void compare(String path, JsonNode older, JsonNode newer) {
        if (older.equals(newer)) {
            return;
        }
        if (isList(older) && isList(newer) && (named(older) || named(newer))) {
            compareFields(path, byName(older), byName(newer));
        } else if (isList(older) && isList(newer)) {
            compareValues(path, older, newer);
        } else if (isObject(older) && isObject(newer)) {
            compareFields(path, fields(older), fields(newer));
        } else {
            lines.add(path + ": " + text(older) + " -> " + text(newer));
        }
    }

    /** What one of the two lacks is compared with nothing, leaf by leaf. */
    private static boolean isList(JsonNode node) {
        return node.isArray() || node.isMissingNode();
    }

    private static boolean isObject(JsonNode node) {
        return node.isObject() || node.isMissingNode();
    }

    private static boolean named(JsonNode list) {
        return !list.isEmpty() && list.get(0).isObject();
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put("." + field.getKey(), field.getValue()));
        return fields;
    }

    private static Map<String, JsonNode> byName(JsonNode list) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            String name = NAMES.stream()
                    .filter(entry::has)
                    .map(key -> entry.get(key).asText())
                    .findFirst()
                    .orElse("");
            String key = "[" + name + "]";
            // A term may be listed twice.
            for (int i = 2; entries.containsKey(key); i++) {
                key = "[" + name + " #" + i + "]";
            }
            entries.put(key, entry);
        }
        return entries;
    }

    private void compareFields(String path, Map<String, JsonNode> older, Map<String, JsonNode> newer) {
        Set<String> keys = new LinkedHashSet<>(older.keySet());
        keys.addAll(newer.keySet());
        JsonNode nothing = YAML.missingNode();
        for (String key : keys) {
            String below = path.isEmpty() && key.startsWith(".") ? key.substring(1) : path + key;
            compare(below, older.getOrDefault(key, nothing), newer.getOrDefault(key, nothing));
        }
    }

    private void compareValues(String path, JsonNode older, JsonNode newer) {
        Set<String> before = new LinkedHashSet<>();
        older.forEach(value -> before.add(text(value)));
        Set<String> after = new LinkedHashSet<>();
        newer.forEach(value -> after.add(text(value)));
        before.stream().filter(value -> !after.contains(value)).forEach(value -> lines.add(path + ": - " + value));
        after.stream().filter(value -> !before.contains(value)).forEach(value -> lines.add(path + ": + " + value));
        if (before.equals(after)) {
            lines.add(
                    older.isMissingNode() || newer.isMissingNode()
                            ? path + ": " + listText(older) + " -> " + listText(newer)
                            : path + ": the same in another order");
        }
    }

    private static String listText(JsonNode list) {
        return list.isMissingNode() ? "(none)" : "(empty)";
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "(none)" : value.asText();
    }
}
