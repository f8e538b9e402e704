package dev.sluice.signature.list;

import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Entry;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import dev.sluice.signature.list.ListEntry.Tombstone;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a reader yields. Used by one thread. */
public final class ImportTally {
    private static final int EXAMPLES = 5;

    /** Between the usual 1 frame per second of vPDQ and the 2 that align well; chosen. */
    private static final double SPARSE_MILLIS = 750;

    /** A few frames may share a time; a tenth of them do not by chance. */
    private static final int ROUNDED_SHARE = 10;

    private final Map<Reason, Long> quarantined = new EnumMap<>(Reason.class);
    private final List<Quarantined> examples = new ArrayList<>();
    private long entries;
    private long frames;
    private long digests;
    private long tombstones;
    private long sparse;
    private long rounded;

    public void add(ListEntry result) {
        if (result instanceof Entry entry) {
            entries++;
            frames += entry.signature().frames().size();
            digests += entry.signature().digests().size();
            if (isSparse(entry.signature())) {
                sparse++;
            }
            if (hasRoundedTimes(entry.signature())) {
                rounded++;
            }
        } else if (result instanceof Tombstone) {
            tombstones++;
        } else if (result instanceof Quarantined refused) {
            quarantined.merge(refused.reason(), 1L, Long::sum);
            if (examples.size() < EXAMPLES) {
                examples.add(refused);
            }
        }
    }

    public ImportReport report() {
        List<String> warnings = new ArrayList<>();
        if (sparse > 0) {
            warnings.add(
                    sparse + " of the videos' records hold about 1 frame per second or fewer: frames of a stream fall"
                            + " between them, so that sequences align late or not at all");
        }
        if (rounded > 0) {
            warnings.add(
                    rounded + " of the videos' records have several frames at one time, as lists with rounded times do:"
                            + " sequences in them may not align");
        }
        return new ImportReport(entries, frames, digests, tombstones, quarantined, examples, warnings);
    }

    private static boolean hasRoundedTimes(SignatureEvent signature) {
        List<SignatureEvent.Frame> all = wholeFrames(signature);
        int coincide = 0;
        for (int i = 1; i < all.size(); i++) {
            coincide += all.get(i).tMillis() == all.get(i - 1).tMillis() ? 1 : 0;
        }
        return signature.media().equals(SignatureEvent.VIDEO) && coincide * ROUNDED_SHARE > all.size();
    }

    /** Without the crops and halves that stand beside them at the same time. */
    private static List<SignatureEvent.Frame> wholeFrames(SignatureEvent signature) {
        return signature.frames().stream()
                .filter(frame -> frame.crop() == 0 && frame.part() == null)
                .toList();
    }

    private static boolean isSparse(SignatureEvent signature) {
        List<SignatureEvent.Frame> frames = wholeFrames(signature);
        int last = frames.size() - 1;
        return signature.media().equals(SignatureEvent.VIDEO)
                && last > 0
                && (double) (frames.get(last).tMillis() - frames.get(0).tMillis()) / last >= SPARSE_MILLIS;
    }
}
