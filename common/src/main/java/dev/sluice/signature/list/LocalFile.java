package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The local_file exchange of python-threatexchange: {@code <signal type> <signal>}, or a bare PDQ hash. */
final class LocalFile implements LineParser.Syntax {
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
        } else {
            out.accept(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "another signal type: only pdq becomes a signature"));
        }
    }
}
