package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cache of ThreatExchange's command, {@code simple.<TYPE>.te}: {@code indicator, first_descriptor_id, added_on, labels}
 * without a header. A number beside the indicator, which newer versions write, is passed over. The indicators' type stands
 * only in the file's name; where that names none, their length tells.
 */
final class ThreatExchangeCsv implements LineParser.Syntax {
    private static final int FEWEST_FIELDS = 3;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    /** Hasher-Matcher-Actioner wrote the type in lower case. */
    private static final Pattern TYPE_IN_NAME = Pattern.compile("(?<![A-Za-z0-9])(HASH_[A-Z0-9_]+|hash_[a-z0-9_]+)");

    private final Intake intake;
    private final Optional<String> typeInName;

    ThreatExchangeCsv(Intake intake) {
        this.intake = intake;
        Matcher type = TYPE_IN_NAME.matcher(intake.listName());
        this.typeInName = type.find() ? Optional.of(type.group().toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    @Override
    public void read(String line, String at, Consumer<ListEntry> out) {
        Optional<List<String>> fields = CsvFields.split(line);
        if (fields.isEmpty() || fields.get().size() < FEWEST_FIELDS) {
            out.accept(new Quarantined(
                    at,
                    Reason.MISSING_FIELD,
                    "expected indicator, descriptor id, time and labels, separated by commas"));
            return;
        }
        List<String> values = fields.get();
        String indicator = (NUMBER.matcher(values.get(0)).matches() ? values.get(1) : values.get(0)).strip();
        Optional<IndicatorType> type = typeInName.isPresent()
                ? IndicatorType.of(typeInName.get())
                : Optional.of(IndicatorType.ofLength(indicator));
        out.accept(type.map(known -> known.entry(intake, at, indicator))
                .orElseGet(() -> new Quarantined(
                        at,
                        Reason.UNSUPPORTED_ALGORITHM,
                        "another type by the file's name: expected " + IndicatorType.ALL)));
    }
}
