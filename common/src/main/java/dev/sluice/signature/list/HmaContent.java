package dev.sluice.signature.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.List;
import java.util.function.Consumer;

/**
 * Contents of a Hasher-Matcher-Actioner bank as {@code GET /c/bank/NAME/content/ID?include_signals=true} gives them, one after
 * the other or in a JSON list: {@code {"id": 7, "signals": {"pdq": H, "video_md5": H}, "disable_until_ts": 1, ...}}. HMA has no
 * export of a whole bank. A content that is disabled is taken back.
 */
final class HmaContent implements JsonRecordParser.Records {
    static final String SIGNALS = "signals";
    static final String DISABLED_UNTIL = "disable_until_ts";

    private static final String PDQ = "pdq";
    private static final long ENABLED = 1;

    private final Intake intake;

    HmaContent(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void read(JsonNode record, String at, Consumer<ListEntry> out) {
        String number = record.path("id").asText("");
        JsonNode signals = record.path(SIGNALS);
        String id = Intake.idOf("hma", number);
        if (number.isBlank()) {
            out.accept(new Quarantined(at, Reason.MISSING_FIELD, "expected a content with id and signals"));
        } else if (isDisabled(record)) {
            out.accept(intake.tombstone(id));
        } else if (!signals.isObject() || signals.isEmpty()) {
            out.accept(new Quarantined(
                    at, Reason.MISSING_FIELD, "no signals in the content: ask for it with include_signals=true"));
        } else if (!signals.has(PDQ) && !signals.has(LocalFile.VIDEO_MD5)) {
            out.accept(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "other signals: only pdq and video_md5 become signatures"));
        } else {
            List<SignatureEvent.Digest> digests = signals.has(LocalFile.VIDEO_MD5)
                    ? List.of(Intake.digest(
                            DigestAlgorithm.MD5,
                            signals.path(LocalFile.VIDEO_MD5).asText("")))
                    : List.of();
            String media = signals.has(PDQ) ? SignatureEvent.IMAGE : SignatureEvent.VIDEO;
            intake.known(at, id, media, signals.path(PDQ).asText(""), digests, Opinion.POSITIVE, out);
        }
    }

    /** 0 is for good and 1 not at all; anything else is a time in seconds. */
    private boolean isDisabled(JsonNode record) {
        long until = record.path(DISABLED_UNTIL).asLong(ENABLED);
        return until == 0 || (until != ENABLED && intake.isAhead(until));
    }
}
