package dev.sluice.signature.list;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One entry of a NCMEC page while it is read. */
final class NcmecEntry {
    private static final String PDQ = "pdq";
    private static final String MD5 = "md5";
    private static final String SHA1 = "sha1";

    private final boolean deleted;
    private final String media;
    private String id = "";
    private String member = "";
    private String hash = "";
    private final List<SignatureEvent.Digest> digests = new ArrayList<>();
    private boolean otherFingerprints;
    private boolean denied;
    /** What is held of it, and about what members disagree, by the fingerprints' names. */
    private final Set<String> held = new HashSet<>();

    private final Set<String> deniedTypes = new HashSet<>();

    NcmecEntry(boolean deleted, String media) {
        this.deleted = deleted;
        this.media = media;
    }

    void id(String value) {
        id = value;
    }

    void member(String value) {
        member = value;
    }

    void fingerprint(String algorithm, String value) {
        switch (algorithm) {
            case PDQ -> hash = value;
            case MD5 -> digests.add(Intake.digest(DigestAlgorithm.MD5, value));
            case SHA1 -> digests.add(Intake.digest(DigestAlgorithm.SHA1, value));
            default -> {
                otherFingerprints = true;
                return;
            }
        }
        held.add(algorithm);
    }

    /** @param type the fingerprint that it is about; empty if it does not say */
    void feedback(String kind, String type) {
        if (kind.startsWith("negative")) {
            denied |= type.isEmpty();
            deniedTypes.add(type);
        }
    }

    /** What it comes to. */
    void result(String at, Intake intake, Consumer<ListEntry> out) {
        if (id.isBlank() || member.isBlank()) {
            out.accept(new Quarantined(at, Reason.MISSING_FIELD, "expected an entry with an id and a member's id"));
            return;
        }
        String key = Intake.idOf("ncmec", member, id);
        if (deleted) {
            out.accept(intake.tombstone(key));
        } else if (held.isEmpty()) {
            out.accept(
                    otherFingerprints
                            ? new Quarantined(
                                    at, Reason.UNSUPPORTED_ALGORITHM, "no fingerprint that is pdq, md5 or sha1")
                            : new Quarantined(
                                    at,
                                    Reason.MISSING_FIELD,
                                    "no fingerprint in the entry: expected pdq, md5 or sha1"));
        } else {
            denied |= deniedTypes.stream().anyMatch(held::contains);
            Opinion opinion = denied ? Opinion.POSITIVE.and(Opinion.NEGATIVE) : Opinion.POSITIVE;
            intake.known(at, key, media, hash, digests, opinion, out);
        }
    }
}
