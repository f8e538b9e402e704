package dev.sluice.signature.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.function.Consumer;

/** Pages of Tech Against Terrorism's hash list, version 2. */
final class TechAgainstTerrorism implements JsonRecordParser.Records {
    static final String RECORDS = "results";

    private final Intake intake;

    TechAgainstTerrorism(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void read(JsonNode record, String at, Consumer<ListEntry> out) {
        String number = record.path("id").asText("");
        String algorithm = record.path("algorithm").asText("");
        if (number.isBlank() || algorithm.isBlank()) {
            out.accept(new Quarantined(at, Reason.MISSING_FIELD, "expected a record with id and algorithm"));
        } else if (!algorithm.equals("PDQ")) {
            out.accept(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "another algorithm: only PDQ becomes a signature"));
        } else {
            String id = Intake.idOf("tat", number);
            out.accept(
                    record.path("deleted").asBoolean(false)
                            ? intake.tombstone(id)
                            : intake.picture(
                                    at,
                                    id,
                                    record.path("hash_digest").asText(""),
                                    Intake.UNSTATED_QUALITY,
                                    Opinion.POSITIVE));
        }
    }
}
