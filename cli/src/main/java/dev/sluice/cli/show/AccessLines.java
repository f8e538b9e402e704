package dev.sluice.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** Access rights as other tools take them. */
public enum AccessLines {
    /** Commands for Kafka's own tool. */
    COMMANDS {
        @Override
        public List<String> lines(List<AclBinding> bindings, String bootstrap) {
            return bindings.stream()
                    .map(binding -> "kafka-acls.sh --bootstrap-server " + bootstrap
                            + " --command-config admin.properties --add --allow-principal "
                            + quoted(binding.entry().principal()) + " --operation " + operation(binding)
                            + resource(binding))
                    .toList();
        }
    },
    /** KafkaUser resources of the Strimzi operator, without the way to log in. */
    STRIMZI {
        @Override
        public List<String> lines(List<AclBinding> bindings, String bootstrap) {
            List<String> lines = new ArrayList<>();
            String before = null;
            for (AclBinding binding : bindings) {
                if (!binding.entry().principal().equals(before)) {
                    before = binding.entry().principal();
                    lines.addAll(List.of(
                            "---",
                            "apiVersion: kafka.strimzi.io/v1beta2",
                            "kind: KafkaUser",
                            "metadata:",
                            "  name: " + user(binding),
                            "spec:",
                            "  authorization:",
                            "    type: simple",
                            "    acls:"));
                }
                boolean cluster = binding.pattern().resourceType() == ResourceType.CLUSTER;
                String named = cluster
                        ? ""
                        : ", name: \"" + binding.pattern().name() + "\", patternType: "
                                + (isPrefix(binding) ? "prefix" : "literal");
                lines.add("      - resource: {type: " + type(binding) + named + "}");
                lines.add("        operations: [" + operation(binding) + "]");
            }
            return lines;
        }
    },
    /** For people. */
    TABLE {
        @Override
        public List<String> lines(List<AclBinding> bindings, String bootstrap) {
            List<String> lines = new ArrayList<>();
            lines.add(String.format("%-24s %-16s %-8s %s", "USER", "MAY", "ON", "NAME"));
            bindings.forEach(binding -> lines.add(String.format(
                    "%-24s %-16s %-8s %s",
                    user(binding),
                    operation(binding),
                    type(binding),
                    binding.pattern().name() + (isPrefix(binding) ? "*" : ""))));
            return lines;
        }
    },
    /** One object per right and line. */
    JSON {
        @Override
        public List<String> lines(List<AclBinding> bindings, String bootstrap) {
            return bindings.stream().map(AccessLines::json).toList();
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * The rights, those of a user together.
     *
     * @param bootstrap brokers, for what is a command
     */
    public abstract List<String> lines(List<AclBinding> bindings, String bootstrap);

    private static String json(AclBinding binding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("principal", binding.entry().principal());
        fields.put("host", binding.entry().host());
        fields.put("permission", binding.entry().permissionType().name());
        fields.put("operation", binding.entry().operation().name());
        fields.put("resource_type", binding.pattern().resourceType().name());
        fields.put("name", binding.pattern().name());
        fields.put("pattern", binding.pattern().patternType().name());
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static String resource(AclBinding binding) {
        if (binding.pattern().resourceType() == ResourceType.CLUSTER) {
            return " --cluster";
        }
        return " --" + type(binding) + " " + quoted(binding.pattern().name())
                + (isPrefix(binding) ? " --resource-pattern-type prefixed" : "");
    }

    /** As Kafka's and Strimzi's tools write it, such as {@code IdempotentWrite}. */
    private static String operation(AclBinding binding) {
        return SecurityUtils.operationName(binding.entry().operation());
    }

    private static String type(AclBinding binding) {
        return binding.pattern().resourceType().name().toLowerCase(Locale.ROOT);
    }

    private static boolean isPrefix(AclBinding binding) {
        return binding.pattern().patternType() == PatternType.PREFIXED;
    }

    private static String user(AclBinding binding) {
        return binding.entry().principal().substring("User:".length());
    }

    /** For a shell. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._:@/=-]+") ? text : "'" + text + "'";
    }
}
