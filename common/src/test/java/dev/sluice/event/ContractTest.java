package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.sluice.policy.Incident;
import dev.sluice.policy.IncidentDocument;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the records, their schemas, their examples and the codec together. */
class ContractTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final EventCodec CODEC = new EventCodec();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new JavaTimeModule())
            .build();
    private static final ObjectMapper YAML = new YAMLMapper();

    /** JSON knows only numbers: 2 and 2.0 are the same. */
    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    };

    /** An event that the codec reads, and the name of its schema and example. */
    private record Contract(String file, Class<?> record, Reading reading) {
        /** What other people write, and may write as {@code null}. */
        boolean comesIn() {
            return record != Flag.class && record != Kill.class && record != Decision.class;
        }

        Object read(JsonNode json) throws MalformedEventException {
            return reading.read(json);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static List<Contract> readable() {
        return List.of(
                new Contract("chat", ChatEvent.class, json -> CODEC.readChat(message("s-1", json))),
                new Contract("streams", StreamEvent.class, json -> CODEC.readStream(message("s-1", json))),
                new Contract(
                        "signatures", SignatureEvent.class, json -> CODEC.readSignature(message("tvec/v-2031", json))),
                new Contract("reports", ReportEvent.class, json -> CODEC.readReport(message("s-1", json))),
                new Contract("signals", SignalEvent.class, json -> CODEC.readSignal(message("s-1", json))),
                new Contract("verdicts", VerdictEvent.class, json -> CODEC.readVerdict(message("s-1", json))),
                new Contract("accounts", AccountEvent.class, json -> CODEC.readAccount(message("a-1", json))),
                new Contract("account-notes", AccountNote.class, json -> CODEC.readAccountNote(message("a-1", json))),
                new Contract("kill-acks", KillAck.class, json -> CODEC.readKillAck(message("s-1", json))),
                new Contract("directives", Directive.class, json -> CODEC.readDirective(message("s-1", json))),
                new Contract("flags", Flag.class, json -> CODEC.readFlag(message("s-1", json))),
                new Contract("kills", Kill.class, json -> CODEC.readKill(message("s-1", json))),
                new Contract("decisions", Decision.class, json -> CODEC.readDecision(message("s-1", json))),
                new Contract("frame-ref", FrameRef.class, json -> CODEC.readFrameRef(bytes(json))));
    }

    @FunctionalInterface
    private interface Reading {
        Object read(JsonNode json) throws MalformedEventException;
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyTopicHasASchemaAndAnExampleThatFollowsIt(Topic topic) throws IOException {
        String file = topic.name("");

        assertThat(schema(file).validate(example(file))).isEmpty();
    }

    @Test
    void theClaimCheckAnIncidentAndTheShippedPolicyFollowTheirSchemas() throws IOException {
        assertThat(schema("frame-ref").validate(example("frame-ref"))).isEmpty();
        assertThat(schema("incident").validate(example("incident"))).isEmpty();
        try (InputStream shipped = ContractTest.class.getResourceAsStream("/policy/default.yaml")) {
            assertThat(schema("policy").validate(YAML.readTree(shipped))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void anExampleReadAndWrittenIsItself(Contract event) throws Exception {
        JsonNode example = example(event.file());

        Object read = event.read(example);

        assertThat(read).isInstanceOf(event.record);
        assertSame(written(read), example);
    }

    @Test
    void whatIsOnlyWrittenIsWrittenAsInItsExample() throws Exception {
        assertSame(written(JSON.treeToValue(example("deadletters"), DeadLetter.class)), example("deadletters"));
        PolicyDocument policy =
                Policy.parse(JSON.writeValueAsString(example("policy"))).document();
        assertSame(written(policy), example("policy"));
        IncidentDocument incident =
                Incident.parse(JSON.writeValueAsString(example("incident"))).document();
        assertSame(written(incident), example("incident"));
    }

    @Test
    void aFrameIsWrittenWithTheAttributesOfItsExample() throws Exception {
        JsonNode example = example("frames");

        FrameEvent frame = CODEC.readFrame(envelope(example));
        Outgoing written = CODEC.writeFrame(frame, NOON);

        Map<String, String> expected = new HashMap<>();
        example.properties()
                .forEach(field ->
                        expected.put("ce_" + field.getKey(), field.getValue().asText()));
        expected.remove("ce_data_base64");
        expected.put("content-type", expected.remove("ce_datacontenttype"));
        expected.put("ce_source", "/sluice");
        assertThat(written.key()).isEqualTo(expected.remove("ce_subject"));
        assertThat(written.headers()).isEqualTo(expected);
        assertThat(written.value()).isEqualTo(example.get("data_base64").binaryValue());
    }

    static Stream<Map.Entry<String, Class<?>>> records() {
        Map<String, Class<?>> records = new TreeMap<>();
        for (Contract event : readable()) {
            records.put(event.file(), event.record);
        }
        records.put("decisions", Decision.class);
        records.put("deadletters", DeadLetter.class);
        records.put("policy", PolicyDocument.class);
        records.put("incident", IncidentDocument.class);
        return records.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaNamesTheComponentsOfItsRecord(Map.Entry<String, Class<?>> contract) throws IOException {
        assertSameNames(contract.getKey(), contract.getValue(), schemaTree(contract.getKey()));
    }

    @Test
    void theSchemaOfFramesNamesTheComponentsOfTheFrame() throws IOException {
        Map<String, String> attributes = Map.of(
                "id", "id",
                "streamId", "subject",
                "accountId", "accountid",
                "sequence", "sequence",
                "ptsMillis", "pts",
                "contentType", "datacontenttype",
                "payload", "data_base64");
        Set<String> components = new HashSet<>();
        for (RecordComponent component : FrameEvent.class.getRecordComponents()) {
            components.add(component.getName());
        }
        components.remove("origin");

        assertThat(components).isEqualTo(attributes.keySet());
        assertThat(names(schemaTree("frames").get("properties"))).containsAll(attributes.values());
    }

    private static void assertSameNames(String at, Class<?> record, JsonNode schema) {
        Set<String> expected = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            expected.add(name);
            Class<?> nested = recordIn(component.getGenericType());
            if (nested != null) {
                assertNested(at + "." + name, component, nested, schema.at("/properties/" + name));
            }
        }
        assertThat(names(schema.path("properties"))).as(at).isEqualTo(expected);
    }

    private static void assertNested(String at, RecordComponent component, Class<?> nested, JsonNode schema) {
        if (Map.class.isAssignableFrom(component.getType())) {
            assertThat(schema.path("properties")).as(at).isNotEmpty();
            schema.path("properties")
                    .properties()
                    .forEach(entry -> assertSameNames(at + "." + entry.getKey(), nested, entry.getValue()));
        } else {
            assertSameNames(at, nested, schema.has("items") ? schema.get("items") : schema);
        }
    }

    /** The record that a component is, or is a list or map of; null if none. */
    private static Class<?> recordIn(Type type) {
        Type inner = type;
        if (type instanceof ParameterizedType many) {
            Type[] arguments = many.getActualTypeArguments();
            inner = arguments[arguments.length - 1];
        }
        return inner instanceof Class<?> found && found.isRecord() ? found : null;
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyFieldHasATitleAndADescription(String file) throws IOException {
        JsonNode schema = schemaTree(file);

        assertThat(schema.get("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        List<String> silent = new ArrayList<>();
        describe(file, schema, silent);
        assertThat(silent).isEmpty();
    }

    static Stream<String> schemas() {
        return Stream.concat(records().map(Map.Entry::getKey), Stream.of("frames"));
    }

    private static void describe(String at, JsonNode schema, List<String> silent) {
        if (schema.path("title").asText().isBlank()
                || schema.path("description").asText().isBlank()) {
            silent.add(at);
        }
        schema.path("properties")
                .properties()
                .forEach(field -> describe(at + "." + field.getKey(), field.getValue(), silent));
        for (String nested : List.of("items", "additionalProperties")) {
            if (schema.path(nested).isObject()) {
                describe(at + "." + nested, schema.get(nested), silent);
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            describe(at + ".*", schema.get("additionalProperties"), silent);
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void aMissingRequiredFieldFailsSchemaAndCodec(Contract event) throws IOException {
        JsonSchema schema = schema(event.file());
        JsonNode example = example(event.file());
        List<String> required = new ArrayList<>();
        eachField(schemaTree(event.file()), example, (field, optional) -> {
            if (!optional) {
                JsonNode broken = without(example, field);
                required.add(field.path());
                assertThat(schema.validate(broken)).as(field.path()).isNotEmpty();
                MalformedEventException refused =
                        catchThrowableOfType(MalformedEventException.class, () -> event.read(broken));
                assertThat(refused).as(field.path()).hasMessageStartingWith(field.path() + " is missing: expected");
                assertThat(refused.error()).isEqualTo("MISSING_FIELD");
            }
        });
        assertThat(required.isEmpty()).isEqualTo(event.record == AccountEvent.class);
    }

    @ParameterizedTest
    @MethodSource("readable")
    void aFieldOfTheWrongTypeFailsSchemaAndCodec(Contract event) throws IOException {
        JsonSchema schema = schema(event.file());
        JsonNode example = example(event.file());
        eachField(schemaTree(event.file()), example, (field, optional) -> {
            JsonNode wrong = field.value().isTextual()
                    ? JsonNodeFactory.instance.numberNode(7)
                    : JsonNodeFactory.instance.textNode("7");
            JsonNode broken = with(example, field, wrong);
            assertThat(schema.validate(broken)).as(field.path()).isNotEmpty();
            MalformedEventException refused =
                    catchThrowableOfType(MalformedEventException.class, () -> event.read(broken));
            assertThat(refused).as(field.path()).hasMessageStartingWith(field.path() + " is a ");
            assertThat(refused.error()).isEqualTo("WRONG_TYPE");
        });
    }

    @ParameterizedTest
    @MethodSource("readable")
    void anOptionalFieldMayBeMissingAndOneThatComesInMayBeNull(Contract event) throws IOException {
        JsonSchema schema = schema(event.file());
        JsonNode example = example(event.file());
        eachField(schemaTree(event.file()), example, (field, optional) -> {
            if (optional) {
                assertAccepted(event, schema, without(example, field), field.path());
                if (event.comesIn()) {
                    assertAccepted(
                            event, schema, with(example, field, JsonNodeFactory.instance.nullNode()), field.path());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("readable")
    void unknownFieldsAreIgnored(Contract event) throws Exception {
        ObjectNode more = example(event.file()).deepCopy();
        more.putObject("one_of_next_year").put("colour", "red");

        assertAccepted(event, schema(event.file()), more, "one_of_next_year");
        assertThat(event.read(more)).isEqualTo(event.read(example(event.file())));
    }

    private static void assertAccepted(Contract event, JsonSchema schema, JsonNode json, String path) {
        assertThat(schema.validate(json)).as(path).isEmpty();
        assertThatCode(() -> event.read(json)).as(path).doesNotThrowAnyException();
    }

    @Test
    void aMissingAttributeOfAFrameFailsSchemaAndCodec() throws IOException {
        JsonSchema schema = schema("frames");
        List<String> required = new ArrayList<>(List.of("data_base64"));
        schemaTree("frames").get("required").forEach(name -> required.add(name.textValue()));
        for (String name : required) {
            ObjectNode broken = example("frames").deepCopy();
            broken.remove(name);
            assertThat(schema.validate(broken)).as(name).isNotEmpty();
            MalformedEventException refused =
                    catchThrowableOfType(MalformedEventException.class, () -> CODEC.readFrame(envelope(broken)));
            assertThat(refused).as(name).isNotNull();
            assertThat(refused.error()).isEqualTo("MISSING_FIELD");
        }
    }

    /**
     * A field of an example.
     *
     * @param pointer to the object that holds it
     * @param path as messages write it
     */
    private record Field(String pointer, String name, String path, JsonNode value) {}

    /** Calls with every field of the example, in objects and lists too, and whether it is optional. */
    private static void eachField(JsonNode schema, JsonNode example, BiConsumer<Field, Boolean> visitor) {
        eachField(schema, example, "", "", visitor);
    }

    private static void eachField(
            JsonNode schema, JsonNode object, String pointer, String path, BiConsumer<Field, Boolean> visitor) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode value = object.path(name);
            assertThat(value.isMissingNode())
                    .as("the example shows " + path + name)
                    .isFalse();
            visitor.accept(new Field(pointer, name, path + name, value), !required.contains(name));
            if (value.isObject()) {
                eachField(property.getValue(), value, pointer + "/" + name, path + name + ".", visitor);
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                if (value.get(i).isObject()) {
                    String at = pointer + "/" + name + "/" + i;
                    JsonNode items = property.getValue().get("items");
                    eachField(items, value.get(i), at, path + name + "[" + i + "].", visitor);
                }
            }
        });
    }

    private static JsonNode without(JsonNode example, Field field) {
        return changed(example, field, object -> object.remove(field.name()));
    }

    private static JsonNode with(JsonNode example, Field field, JsonNode value) {
        return changed(example, field, object -> object.set(field.name(), value));
    }

    private static JsonNode changed(JsonNode example, Field field, Consumer<ObjectNode> change) {
        JsonNode copy = example.deepCopy();
        change.accept((ObjectNode) copy.at(field.pointer()));
        return copy;
    }

    private static JsonNode written(Object event) throws IOException {
        return JSON.readTree(CODEC.write(Topic.CHAT, "k", "i", event, NOON).value());
    }

    private static void assertSame(JsonNode written, JsonNode expected) {
        assertThat(written.equals(NUMBERS_BY_VALUE, expected))
                .as("%s%nis%n%s", written, expected)
                .isTrue();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonSchema schema(String file) throws IOException {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaTree(file), config);
    }

    private static JsonNode schemaTree(String file) throws IOException {
        try (InputStream json = ContractTest.class.getResourceAsStream("/schema/" + file + ".schema.json")) {
            assertThat(json).as("the schema of " + file).isNotNull();
            return JSON.readTree(json);
        }
    }

    private static JsonNode example(String file) throws IOException {
        boolean yaml = file.equals("policy") || file.equals("incident");
        String path = "/schema/examples/" + file + (yaml ? ".yaml" : ".json");
        try (InputStream example = ContractTest.class.getResourceAsStream(path)) {
            assertThat(example).as(path).isNotNull();
            return (yaml ? YAML : JSON).readTree(example);
        }
    }

    private static Message message(String key, JsonNode json) {
        return new Message(key, Map.of(), bytes(json), null);
    }

    private static Message envelope(JsonNode json) {
        return new Message(null, Map.of("content-type", "application/cloudevents+json"), bytes(json), null);
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
