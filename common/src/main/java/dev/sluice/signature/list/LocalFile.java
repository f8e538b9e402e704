package dev.sluice.signature.list;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The local_file exchange of python-threatexchange: {@code <signal type> <signal>}, or a bare PDQ hash. Types are pdq and
 * video_md5. */
final class LocalFile implements LineParser.Syntax {
    /** What python-threatexchange calls the MD5 of a video's file. */
    static final String VIDEO_MD5 = "video_md5";

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Intake intake;

    LocalFile(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void read(String line, String at, Consumer<ListEntry> out) {
        String[] parts = SPACE.split(line, 2);
        if (parts.length == 1) {
            out.accept(intake.picture(at, parts[0], Intake.UNSTATED_QUALITY));
        } else if (parts[0].equals("pdq")) {
            out.accept(intake.picture(at, parts[1], Intake.UNSTATED_QUALITY));
        } else if (parts[0].equals(VIDEO_MD5)) {
            out.accept(intake.file(at, SignatureEvent.VIDEO, DigestAlgorithm.MD5, parts[1], Opinion.POSITIVE));
        } else {
            out.accept(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "another signal type: only pdq and video_md5 become signatures"));
        }
    }
}
