package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;

/** One entry of a NCMEC page while it is read. */
final class NcmecEntry {
    private static final String PDQ = "pdq";

    private final boolean deleted;
    private String id = "";
    private String member = "";
    private String hash = "";
    private boolean otherFingerprints;
    private Opinion opinion = Opinion.POSITIVE;

    NcmecEntry(boolean deleted) {
        this.deleted = deleted;
    }

    void id(String value) {
        id = value;
    }

    void member(String value) {
        member = value;
    }

    void fingerprint(String algorithm, String value) {
        if (algorithm.equals(PDQ)) {
            hash = value;
        } else {
            otherFingerprints = true;
        }
    }

    /** @param type the fingerprint that it is about; empty if it does not say */
    void feedback(String kind, String type) {
        if (kind.startsWith("negative") && (type.isEmpty() || type.equals(PDQ))) {
            opinion = opinion.and(Opinion.NEGATIVE);
        }
    }

    /** What it comes to. */
    ListEntry result(String at, Intake intake) {
        if (id.isBlank() || member.isBlank()) {
            return new Quarantined(at, Reason.MISSING_FIELD, "expected an entry with an id and a member's id");
        }
        String key = Intake.idOf("ncmec", member, id);
        if (deleted) {
            return intake.tombstone(key);
        }
        if (hash.isBlank()) {
            return otherFingerprints
                    ? new Quarantined(
                            at, Reason.UNSUPPORTED_ALGORITHM, "no PDQ fingerprint: only that becomes a signature")
                    : new Quarantined(at, Reason.MISSING_FIELD, "no fingerprint in the entry: expected pdq");
        }
        return intake.picture(at, key, hash, Intake.UNSTATED_QUALITY, opinion);
    }
}
