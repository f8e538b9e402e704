package dev.sluice.cli.show;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line per flag or kill, as a person on watch reads it. */
public final class DecisionLines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Paint paint;
    private final ZoneId zone;

    public DecisionLines(Paint paint, ZoneId zone) {
        this.paint = paint;
        this.zone = zone;
    }

    /** Such as {@code 12:00:01.234  FLAG  P1  stream  TERRORISM  known/video 12 bits (trim) at 0:03, ...}. */
    public String line(Flag flag) {
        String cause =
                switch (flag.reason()) {
                    case Flag.CHAT ->
                        "chat: "
                                + flag.chatHits().stream()
                                        .map(hit -> "\"" + hit.term() + "\" x" + hit.count() + " by " + hit.speakers())
                                        .collect(Collectors.joining(", "));
                    default -> flag.matches().stream().map(DecisionLines::match).collect(Collectors.joining("; "));
                };
        String why = flag.whyNotMore().isEmpty() ? "" : paint.dim("  (" + String.join("; ", flag.whyNotMore()) + ")");
        String head = Flag.CLEARED.equals(flag.state()) ? "CLEAR" : "FLAG ";
        return time(flag.at()) + "  " + paint.yellow(head + " " + flag.priority()) + "  " + paint.bold(flag.streamId())
                + "  " + flag.category() + "  " + cause + String.format(Locale.ROOT, "  risk %.2f", flag.risk()) + why;
    }

    public String line(Kill kill) {
        return time(kill.issuedAt()) + "  " + paint.red("KILL    ") + "  " + paint.bold(kill.streamId()) + "  "
                + kill.ground() + "  " + kill.reason()
                + paint.dim("  (" + String.join(", ", kill.scope()) + "; epoch " + kill.epoch() + ", until "
                        + time(kill.expiresAt()) + ")");
    }

    private static String match(Flag.Match match) {
        String aligned = match.sequence()
                ? ", " + match.alignedFrames() + " frames aligned over "
                        + String.format(Locale.ROOT, "%.1f s", match.spanMillis() / 1000.0)
                : "";
        return match.bank() + "/" + match.signatureId() + " at " + minutes(match.referenceMillis()) + ", "
                + match.distance() + " bits ("
                + match.variant().toLowerCase(Locale.ROOT).replace('_', '+') + ")"
                + aligned;
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    private static String minutes(long millis) {
        return String.format(Locale.ROOT, "%d:%04.1f", millis / 60_000, millis % 60_000 / 1000.0);
    }
}
