package dev.sluice.signature.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.function.Consumer;

/** Pages of StopNCII's FetchHashes, whose records have no ids: the hash makes one. */
final class StopNcii implements JsonRecordParser.Records {
    static final String RECORDS = "hashRecords";

    private final Intake intake;

    StopNcii(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void read(JsonNode record, String at, Consumer<ListEntry> out) {
        String type = record.path("signalType").asText("");
        String hash = record.path("hashValue").asText("");
        String status = record.path("hashStatus").asText("");
        if (type.isBlank() || hash.isBlank() || status.isBlank()) {
            out.accept(new Quarantined(
                    at, Reason.MISSING_FIELD, "expected a record with signalType, hashValue and hashStatus"));
            return;
        }
        String id = Intake.idOfHash("stopncii", hash);
        out.accept(
                switch (type) {
                    case "ImagePDQ" ->
                        isOver(status)
                                ? intake.tombstone(id)
                                : intake.picture(at, id, hash, Intake.UNSTATED_QUALITY, opinion(status, record));
                    case "VideoMD5" ->
                        isOver(status)
                                ? intake.tombstone(id)
                                : intake.file(
                                        at,
                                        id,
                                        SignatureEvent.VIDEO,
                                        DigestAlgorithm.MD5,
                                        hash,
                                        opinion(status, record));
                    default ->
                        new Quarantined(
                                at,
                                Reason.UNSUPPORTED_ALGORITHM,
                                "another signal type: only ImagePDQ and VideoMD5 become signatures");
                });
    }

    private static boolean isOver(String status) {
        return status.equals("Withdrawn") || status.equals("Deleted");
    }

    /** A case that is not active is a seed; the platforms' feedback confirms or disputes. */
    private static Opinion opinion(String status, JsonNode record) {
        Opinion opinion = status.equals("Active") ? Opinion.POSITIVE : Opinion.SEED;
        for (JsonNode feedback : record.path("CSPFeedbacks")) {
            opinion = opinion.and(ofFeedback(feedback.path("feedbackValue").asText("")));
        }
        return opinion;
    }

    private static Opinion ofFeedback(String value) {
        return switch (value) {
            case "Blocked" -> Opinion.POSITIVE;
            // A reviewer could not confirm it, which does not make it harmless.
            case "NotBlocked" -> Opinion.DISPUTED;
            default -> Opinion.SEED;
        };
    }
}
