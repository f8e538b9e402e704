package dev.sluice.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;

/** A JSON Schema, and what it says against a tree. */
final class Schema {
    private final JsonSchema schema;

    private Schema(JsonSchema schema) {
        this.schema = schema;
    }

    static Schema of(JsonNode tree, VersionFlag version) {
        ObjectNode local = tree.deepCopy();
        // Known by the version; nothing is ever fetched.
        local.remove(List.of("$schema", "$id"));
        return new Schema(JsonSchemaFactory.getInstance(version).getSchema(local));
    }

    /** The part of a schema under {@code $defs} of that name, with all its other parts to refer to. */
    static Schema definition(JsonNode tree, String name, VersionFlag version) {
        ObjectNode part = tree.deepCopy();
        part.retain("$defs");
        part.put("$ref", "#/$defs/" + name);
        return of(part, version);
    }

    /** Empty if the tree is valid. */
    List<String> faults(JsonNode tree) {
        return schema.validate(tree).stream().map(Object::toString).sorted().toList();
    }
}
