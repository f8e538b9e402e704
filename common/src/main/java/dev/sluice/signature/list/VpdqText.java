package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What vPDQ's own hasher writes: {@code frame,quality,hash,seconds}, one line per frame; one file is one video. */
final class VpdqText implements LineParser.Syntax {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final int FIELDS = 4;

    private final VideoAssembler video;

    VpdqText(Intake intake) {
        this.video = new VideoAssembler(intake, intake.listId());
    }

    @Override
    public void read(String line, String at, Consumer<ListEntry> out) {
        String[] fields = COMMA.split(line, -1);
        if (fields.length != FIELDS) {
            out.accept(new Quarantined(at, Reason.MISSING_FIELD, "expected frame,quality,hash,seconds"));
            return;
        }
        String hash = fields[2].strip().toLowerCase(Locale.ROOT);
        video.add(at, hash, Quality.parse(fields[1]), Seconds.millis(fields[3]), out);
    }

    @Override
    public void end(Consumer<ListEntry> out) {
        video.end(out);
    }
}
