package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The text lists of PDQ's own tools: {@code hash}, {@code hash,metadata}, {@code hash,quality,filename} and {@code
 * hash=H,norm=128,delta=0,quality=100,filename=F}. Hashes in either case, as those tools read them.
 */
final class PdqText implements LineParser.Syntax {
    private static final String NAMED = "hash=";
    private static final String QUALITY = "quality=";
    private static final String FILE_NAME = "filename=";
    private static final Pattern COMMA = Pattern.compile(",");

    private final Intake intake;

    PdqText(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void read(String line, String at, Consumer<ListEntry> out) {
        String[] fields = COMMA.split(line, -1);
        boolean named = fields[0].startsWith(NAMED);
        String hash = (named ? fields[0].substring(NAMED.length()) : fields[0])
                .strip()
                .toLowerCase(Locale.ROOT);
        Quality quality = named ? namedQuality(fields) : placedQuality(fields);
        out.accept(
                quality.whole()
                        ? intake.picture(at, hash, quality.value())
                        : new Quarantined(at, Reason.WRONG_TYPE, "quality is no whole number: expected 0 to 100"));
    }

    private static Quality namedQuality(String[] fields) {
        for (int i = 1; i < fields.length && !fields[i].startsWith(FILE_NAME); i++) {
            if (fields[i].startsWith(QUALITY)) {
                return Quality.parse(fields[i].substring(QUALITY.length()));
            }
        }
        return Quality.UNSTATED;
    }

    /** A number between hash and file name; without a file name after it, it is metadata like any other. */
    private static Quality placedQuality(String[] fields) {
        if (fields.length < 3) {
            return Quality.UNSTATED;
        }
        Quality second = Quality.parse(fields[1]);
        return second.whole() ? second : Quality.UNSTATED;
    }
}
