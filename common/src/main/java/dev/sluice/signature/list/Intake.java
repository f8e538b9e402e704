package dev.sluice.signature.list;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Entry;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Tombstone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Decides what of a list becomes a signature of one bank. */
final class Intake {
    /** For formats that do not state it: lists are made of hashes that passed the gate. */
    static final int UNSTATED_QUALITY = 100;

    /** 80 bits: among ten million signatures two are alike with a probability of 4e-11. */
    private static final int ID_BYTES = 10;

    private static final int LONGEST_ID = 200;
    private static final Pattern UNFIT = Pattern.compile("[/\\p{Cc}\\p{Cf}\\p{Cs}]");

    private final ListOrigin origin;

    Intake(ListOrigin origin) {
        this.origin = origin;
    }

    /** A picture, or why it is none. */
    ListEntry picture(String at, String id, String hash, int quality, Opinion opinion) {
        Optional<Quarantined> objection = FrameCheck.objection(at, hash, quality);
        if (objection.isPresent()) {
            return objection.get();
        }
        return entry(
                key(id),
                id,
                SignatureEvent.IMAGE,
                opinion,
                List.of(new SignatureEvent.Frame(hash, quality, 0)),
                List.of());
    }

    /**
     * A file of which only a digest is known, or why it is none.
     *
     * @param media one of the event's, {@link SignatureEvent#FILE} if the list does not tell
     */
    ListEntry file(String at, String id, String media, DigestAlgorithm algorithm, String hex, Opinion opinion) {
        SignatureEvent.Digest digest = digest(algorithm, hex);
        Optional<Quarantined> objection = DigestCheck.objection(at, digest);
        if (objection.isPresent()) {
            return objection.get();
        }
        return entry(key(id), id, media, opinion, List.of(), List.of(digest));
    }

    /** The same on a list that gives no ids. */
    ListEntry file(String at, String media, DigestAlgorithm algorithm, String hex, Opinion opinion) {
        return file(at, idOfHash(algorithm.name().toLowerCase(Locale.ROOT), hex), media, algorithm, hex, opinion);
    }

    /**
     * An entry that may have several ways to be known: what of it can be used, and why the rest cannot.
     *
     * @param pdq a PDQ hash, blank if there is none
     */
    void known(
            String at,
            String id,
            String media,
            String pdq,
            List<SignatureEvent.Digest> digests,
            Opinion opinion,
            Consumer<ListEntry> out) {
        List<SignatureEvent.Frame> frames = new ArrayList<>();
        if (!pdq.isBlank()) {
            FrameCheck.objection(at, pdq, UNSTATED_QUALITY)
                    .ifPresentOrElse(out, () -> frames.add(new SignatureEvent.Frame(pdq, UNSTATED_QUALITY, 0)));
        }
        List<SignatureEvent.Digest> usable = usable(at, digests, out);
        if (!frames.isEmpty() || !usable.isEmpty()) {
            out.accept(entry(key(id), id, media, opinion, frames, usable));
        }
    }

    /** Those that can be used; says why the others cannot. */
    static List<SignatureEvent.Digest> usable(String at, List<SignatureEvent.Digest> digests, Consumer<ListEntry> out) {
        List<SignatureEvent.Digest> usable = new ArrayList<>();
        for (SignatureEvent.Digest digest : digests) {
            DigestCheck.objection(at, digest).ifPresentOrElse(out, () -> usable.add(digest));
        }
        return usable;
    }

    /** As events have it: in lower case. */
    static SignatureEvent.Digest digest(DigestAlgorithm algorithm, String hex) {
        return new SignatureEvent.Digest(algorithm, hex.strip().toLowerCase(Locale.ROOT));
    }

    /** A picture on a list that gives no ids. */
    ListEntry picture(String at, String hash, int quality) {
        return picture(at, idOfHash("pdq", hash), hash, quality, Opinion.POSITIVE);
    }

    Entry entry(
            String key,
            String id,
            String media,
            Opinion opinion,
            List<SignatureEvent.Frame> frames,
            List<SignatureEvent.Digest> digests) {
        return new Entry(
                key,
                new SignatureEvent(
                        origin.bank(), id, media, opinion.name(), origin.source(), origin.addedAt(), frames, digests));
    }

    Tombstone tombstone(String id) {
        return new Tombstone(key(id));
    }

    String key(String id) {
        return origin.bank() + "/" + id;
    }

    /** Whether a time in seconds lies ahead of the import. */
    boolean isAhead(long epochSecond) {
        return epochSecond > origin.addedAt().getEpochSecond();
    }

    String listName() {
        return origin.name();
    }

    /** The id of a list's only video. */
    String listId() {
        return plain(origin.name());
    }

    /** An exchange's own id under the exchange's name: banks may hold entries of several. */
    static String idOf(String exchange, String... parts) {
        return exchange + "-" + plain(String.join("-", parts));
    }

    /** An id for a hash: always the same, and it does not tell the hash. */
    static String idOfHash(String exchange, String hash) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.UTF_8));
            return exchange + "-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without slashes, which separate the parts of a key, and without what would change a terminal; not without end. */
    private static String plain(String id) {
        String plain = UNFIT.matcher(id.strip()).replaceAll("_");
        return plain.length() <= LONGEST_ID ? plain : idOfHash("long", plain);
    }
}
