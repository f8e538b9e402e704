package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.List;
import java.util.Map;

/**
 * What came of a list. Holds no hashes and nothing of the entries' content.
 *
 * @param entries records for the topic: signatures, or chunks of long ones
 * @param frames fingerprints in them
 * @param digests of files in them
 * @param tombstones signatures that the list takes back
 * @param quarantined how many entries could not be used, by reason
 * @param examples the first few of those
 * @param warnings what can be used and should be known
 */
public record ImportReport(
        long entries,
        long frames,
        long digests,
        long tombstones,
        Map<Reason, Long> quarantined,
        List<Quarantined> examples,
        List<String> warnings) {
    public ImportReport {
        quarantined = Map.copyOf(quarantined);
        examples = List.copyOf(examples);
        warnings = List.copyOf(warnings);
    }

    /** Whether anything of the list can be used. */
    public boolean anyUsable() {
        return entries + tombstones > 0;
    }

    /** All that could not be used. */
    public long quarantinedInAll() {
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }
}
