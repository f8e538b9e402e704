package dev.sluice.signature.list;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What python-threatexchange's dataset command writes: {@code signal_type,signal_str,collab,category,tags}. Versions differ
 * in the columns' order, so the header decides.
 */
final class DatasetCsv implements LineParser.Syntax {
    private static final String TYPE = "signal_type";
    private static final String SIGNAL = "signal_str";
    private static final String CATEGORY = "category";
    private static final List<String> COLUMNS = List.of(TYPE, SIGNAL, "collab", CATEGORY, "tags");

    private final Intake intake;
    private List<String> columns = COLUMNS;

    DatasetCsv(Intake intake) {
        this.intake = intake;
    }

    static boolean isHeader(String line) {
        return List.of(line.split(",", -1)).containsAll(List.of(TYPE, SIGNAL, CATEGORY));
    }

    @Override
    public void read(String line, String at, Consumer<ListEntry> out) {
        if (isHeader(line)) {
            columns = List.of(line.split(",", -1));
            return;
        }
        Optional<List<String>> fields = CsvFields.split(line);
        if (fields.isEmpty() || fields.get().size() < columns.size()) {
            out.accept(new Quarantined(
                    at, Reason.MISSING_FIELD, "expected the fields " + String.join(",", COLUMNS) + " in any order"));
            return;
        }
        List<String> values = fields.get();
        String hash = values.get(columns.indexOf(SIGNAL));
        Opinion opinion = Opinion.ofCategory(values.get(columns.indexOf(CATEGORY)));
        out.accept(
                switch (values.get(columns.indexOf(TYPE))) {
                    case "pdq" ->
                        intake.picture(at, Intake.idOfHash("pdq", hash), hash, Intake.UNSTATED_QUALITY, opinion);
                    case LocalFile.VIDEO_MD5 ->
                        intake.file(at, SignatureEvent.VIDEO, DigestAlgorithm.MD5, hash, opinion);
                    default ->
                        new Quarantined(
                                at,
                                Reason.UNSUPPORTED_ALGORITHM,
                                "another signal type: only pdq and video_md5 become signatures");
                });
    }
}
