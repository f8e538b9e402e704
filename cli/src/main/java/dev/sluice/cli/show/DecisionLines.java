package dev.sluice.cli.show;

import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line per flag, kill or directive, as a person on watch reads it. */
public final class DecisionLines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /** Of the evidence that a line names. */
    private static final int MOST_TERMS = 4;

    private final Paint paint;
    private final ZoneId zone;

    public DecisionLines(Paint paint, ZoneId zone) {
        this.paint = paint;
        this.zone = zone;
    }

    /** Such as {@code 12:00:01.234  FLAG  P1  stream  TERRORISM  known/video 12 bits (trim) at 0:03, ...}. */
    public String line(Flag flag) {
        String why = flag.whyNotMore().isEmpty() ? "" : paint.dim("  (" + String.join("; ", flag.whyNotMore()) + ")");
        String head = Flag.CLEARED.equals(flag.state()) ? "CLEAR" : "FLAG ";
        String category = flag.category() == null || flag.category().isEmpty() ? "-" : flag.category();
        return time(flag.at()) + "  " + paint.yellow(head + " " + flag.priority()) + "  " + paint.bold(flag.streamId())
                + "  " + category + "  " + cause(flag) + String.format(Locale.ROOT, "  risk %.2f", flag.risk()) + why;
    }

    /** What led to a flag, such as {@code chat: "he has a gun" x2 by 2}. */
    public static String cause(Flag flag) {
        return switch (flag.reason()) {
            case Flag.SIGNATURE -> matches(flag);
            case Flag.CHAT -> "chat" + after(": ", chatHits(flag));
            case Flag.REPORTS -> "viewers report" + after(" ", names(flag, "report"));
            case Flag.IMMINENT_HARM ->
                "somebody may be in danger now" + after(": ", joined("; ", names(flag, "report"), chatHits(flag)));
            case Flag.RISK -> "together they weigh too much" + after(": ", heaviest(flag));
            case Flag.RULE -> rule(flag);
            case Flag.RAID -> "raid, for the streamer's protection" + after(": ", chatHits(flag));
            case Flag.RESTREAM -> "the same content as " + related(flag);
            case Flag.BLOCKED_ACCOUNT -> "the account is blocked";
            case Flag.KILL_UNACKNOWLEDGED -> "kill not acknowledged, end the stream by hand";
            case Flag.SIGNAL -> "signal" + after(" ", names(flag, "signal"));
            default -> joined(": ", flag.reason(), matches(flag));
        };
    }

    /** What a directive asks the publisher to show to viewers; {@code at} is when it was written. */
    public String line(Directive directive, Instant at) {
        String redirect = directive.redirect().entrySet().stream()
                .map(resource -> resource.getKey() + " " + resource.getValue())
                .collect(Collectors.joining(", "));
        return time(at) + "  " + paint.yellow("DIRECT  ") + "  " + paint.bold(directive.streamId()) + "  "
                + rate(directive) + " until " + time(directive.until()) + after("  show viewers ", redirect)
                + (directive.reason() == null ? "" : paint.dim("  (" + directive.reason() + ")"));
    }

    /** How closely a directive asks to look, such as {@code 4 frames a second}. */
    public static String rate(Directive directive) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(directive.framesPerSecond())
                + " frames a second";
    }

    public String line(Kill kill) {
        return line(kill, 1, kill.issuedAt());
    }

    /**
     * @param sent how often this kill was seen by now: it is sent again until it is acknowledged
     * @param at when it was sent this time
     */
    public String line(Kill kill, int sent, Instant at) {
        return time(sent > 1 ? at : kill.issuedAt()) + "  " + paint.red("KILL    ") + "  " + paint.bold(kill.streamId())
                + "  "
                + kill.ground() + "  " + kill.reason()
                + (sent > 1 ? paint.yellow("  sent again (" + sent + "), not acknowledged yet") : "")
                + paint.dim("  (" + String.join(", ", kill.scope()) + "; epoch " + kill.epoch() + ", until "
                        + time(kill.expiresAt()) + ")");
    }

    private static String matches(Flag flag) {
        return flag.matches().stream().map(DecisionLines::match).collect(Collectors.joining("; "));
    }

    private static String chatHits(Flag flag) {
        return flag.chatHits().stream()
                .map(hit -> "\"" + hit.term() + "\" x" + hit.count() + " by " + hit.speakers())
                .collect(Collectors.joining(", "));
    }

    /** The names of the evidence of one kind, whose groups begin with its word. */
    private static String names(Flag flag, String kind) {
        return flag.riskTerms().stream()
                .filter(term -> term.group().startsWith(kind))
                .map(Flag.RiskTerm::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The rule's name stands before its comment in the first reason; it may weigh nothing, and then is no term. */
    private static String rule(Flag flag) {
        return flag.whyNotMore().stream()
                .filter(why -> why.startsWith("rule "))
                .findFirst()
                .map(why -> why.indexOf(':') < 0 ? why : why.substring(0, why.indexOf(':')))
                .orElse("rule");
    }

    private static String heaviest(Flag flag) {
        return flag.riskTerms().stream()
                .sorted(Comparator.comparingDouble(Flag.RiskTerm::weight).reversed())
                .limit(MOST_TERMS)
                .map(term -> String.format(Locale.ROOT, "%s %s %.2f", term.group(), term.name(), term.weight()))
                .collect(Collectors.joining(", "));
    }

    private static String related(Flag flag) {
        long accounts = flag.related().stream()
                .map(Flag.Related::accountId)
                .filter(account -> !account.isEmpty())
                .distinct()
                .count();
        String streams = counted(flag.related().size(), "other stream");
        return accounts == 0
                ? streams + ", of an account that is not known"
                : streams + " of " + counted(accounts, "account");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Nothing if there is no text. */
    private static String after(String separator, String text) {
        return text.isEmpty() ? "" : separator + text;
    }

    private static String joined(String separator, String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(separator));
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
