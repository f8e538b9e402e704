package dev.sluice.signature.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.Optional;
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
            return;
        }
        Optional<DigestAlgorithm> digest = DigestAlgorithm.of(algorithm.replace("-", ""));
        boolean pdq = algorithm.equals("PDQ");
        String id = Intake.idOf("tat", number);
        String hash = record.path("hash_digest").asText("");
        if (!pdq && digest.isEmpty()) {
            out.accept(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "another algorithm: expected PDQ, MD5, SHA1 or SHA256"));
        } else if (record.path("deleted").asBoolean(false)) {
            out.accept(intake.tombstone(id));
        } else {
            out.accept(
                    pdq
                            ? intake.picture(at, id, hash, Intake.UNSTATED_QUALITY, Opinion.POSITIVE)
                            : intake.file(at, id, SignatureEvent.FILE, digest.get(), hash, Opinion.POSITIVE));
        }
    }
}
