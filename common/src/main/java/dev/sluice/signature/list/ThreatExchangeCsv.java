package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The cache of ThreatExchange's command, {@code simple.<TYPE>.te}: {@code indicator, first_descriptor_id, added_on, labels}
 * without a header. A number beside the indicator, which newer versions write, is passed over. The indicators' type stands
 * only in the file's name: one that names another type than PDQ holds nothing that can be used.
 */
final class ThreatExchangeCsv implements LineParser.Syntax {
    private static final int FEWEST_FIELDS = 3;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final String TYPED_NAME = "simple.";
    private static final String PDQ_NAME = "simple.HASH_PDQ";

    private final Intake intake;
    private final boolean otherType;

    ThreatExchangeCsv(Intake intake) {
        this.intake = intake;
        String name = intake.listName();
        this.otherType = name.startsWith(TYPED_NAME) && !name.equals(PDQ_NAME) && !name.startsWith(PDQ_NAME + ".");
    }

    @Override
    public void read(String line, String at, Consumer<ListEntry> out) {
        Optional<List<String>> fields = CsvFields.split(line);
        if (fields.isEmpty() || fields.get().size() < FEWEST_FIELDS) {
            out.accept(new Quarantined(
                    at,
                    Reason.MISSING_FIELD,
                    "expected indicator, descriptor id, time and labels, separated by commas"));
        } else if (otherType) {
            out.accept(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "another type by the file's name: only HASH_PDQ can be used"));
        } else {
            List<String> values = fields.get();
            String indicator = NUMBER.matcher(values.get(0)).matches() ? values.get(1) : values.get(0);
            out.accept(intake.picture(at, indicator, Intake.UNSTATED_QUALITY));
        }
    }
}
