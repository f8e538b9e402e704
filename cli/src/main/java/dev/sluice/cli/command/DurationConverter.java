package dev.sluice.cli.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a span of time such as {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h} or {@code 2d}, or as ISO 8601 writes it,
 * {@code PT1H30M}; more than none.
 */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    @Override
    public Duration convert(String text) {
        Duration duration = text.startsWith("P") ? iso(text) : span(text);
        if (duration.isNegative() || duration.isZero()) {
            throw unfit();
        }
        return duration;
    }

    private static Duration span(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw unfit();
        }
        long amount = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw unfit();
        }
    }

    private static TypeConversionException unfit() {
        return new TypeConversionException("it must be a span of time such as 500ms, 5s, 2m, 1h or 2d");
    }
}
