package dev.sluice.signature.list;

import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Entry;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Tombstone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
        return entry(key(id), id, SignatureEvent.IMAGE, opinion, List.of(new SignatureEvent.Frame(hash, quality, 0)));
    }

    /** A picture on a list that gives no ids. */
    ListEntry picture(String at, String hash, int quality) {
        return picture(at, idOfHash("pdq", hash), hash, quality, Opinion.POSITIVE);
    }

    Entry entry(String key, String id, String media, Opinion opinion, List<SignatureEvent.Frame> frames) {
        return new Entry(
                key,
                new SignatureEvent(
                        origin.bank(), id, media, opinion.name(), origin.source(), origin.addedAt(), frames));
    }

    Tombstone tombstone(String id) {
        return new Tombstone(key(id));
    }

    String key(String id) {
        return origin.bank() + "/" + id;
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
