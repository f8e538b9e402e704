package dev.sluice.signature.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pages of ThreatExchange's {@code /threat_updates}. Descriptors' statuses and reactions make one opinion. An indicator
 * without descriptors is deleted, as one that says so is.
 */
final class ThreatUpdates implements JsonRecordParser.Records {
    static final String RECORDS = "data";

    private static final String EXCHANGE = "te";

    private final Intake intake;

    ThreatUpdates(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void read(JsonNode record, String at, Consumer<ListEntry> out) {
        String id = record.path("id").asText("");
        String type = record.path("type").asText("");
        if (id.isBlank() || type.isBlank()) {
            out.accept(new Quarantined(at, Reason.MISSING_FIELD, "expected an indicator with id and type"));
        } else if (IndicatorType.of(type).isEmpty()) {
            out.accept(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "another indicator type: expected " + IndicatorType.ALL));
        } else if (record.path("should_delete").asBoolean(false)
                || record.path("descriptors").path("data").isEmpty()) {
            out.accept(intake.tombstone(Intake.idOf(EXCHANGE, id)));
        } else {
            out.accept(IndicatorType.valueOf(type)
                    .entry(
                            intake,
                            at,
                            Intake.idOf(EXCHANGE, id),
                            record.path("indicator").asText(""),
                            opinion(record.path("descriptors").path("data"))));
        }
    }

    private static Opinion opinion(JsonNode descriptors) {
        Optional<Opinion> together = Optional.empty();
        for (JsonNode descriptor : descriptors) {
            Opinion own = ofStatus(descriptor.path("status").asText(""));
            for (JsonNode reaction : descriptor.path("reactions")) {
                own = own.and(ofReaction(reaction.path("key").asText("")));
            }
            Opinion one = own;
            together = Optional.of(together.map(others -> others.and(one)).orElse(one));
        }
        return together.orElse(Opinion.SEED);
    }

    private static Opinion ofStatus(String status) {
        return switch (status) {
            case "MALICIOUS" -> Opinion.POSITIVE;
            case "NON_MALICIOUS" -> Opinion.NEGATIVE;
            default -> Opinion.SEED;
        };
    }

    /** Others' reactions count as opinions of theirs; all but two are no opinion. */
    private static Opinion ofReaction(String key) {
        return switch (key) {
            case "HELPFUL" -> Opinion.POSITIVE;
            case "DISAGREE_WITH_TAGS" -> Opinion.NEGATIVE;
            default -> Opinion.SEED;
        };
    }
}
