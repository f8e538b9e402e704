package dev.sluice.signature.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What python-threatexchange makes of a video: {@code ["hash,quality,seconds", ...]}; one file is one video. */
final class VpdqJson implements JsonRecordParser.Records {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final int FIELDS = 3;

    private final VideoAssembler video;

    VpdqJson(Intake intake) {
        this.video = new VideoAssembler(intake, intake.listId());
    }

    @Override
    public void read(JsonNode record, String at, Consumer<ListEntry> out) {
        String[] fields = COMMA.split(record.asText(""), -1);
        if (!record.isTextual() || fields.length != FIELDS) {
            out.accept(new Quarantined(at, Reason.WRONG_TYPE, "expected a text: hash,quality,seconds"));
            return;
        }
        video.add(at, fields[0], Quality.parse(fields[1]), Seconds.millis(fields[2]), out);
    }

    @Override
    public void end(Consumer<ListEntry> out) {
        video.end(out);
    }
}
