package dev.sluice.screening;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds streams of different accounts that show the same picture, without comparing all with all: each hash is filed under
 * four of its 16-bit words, and compared with the few that lie under the same. Two hashes 10 bits apart share one of the
 * four words with a probability of about 0.95, at 20 bits 0.7, at 31 bits 0.4, and a stream has many frames. Pure.
 *
 * @see <a href="https://doi.org/10.1145/276698.276876">Indyk, Motwani: Approximate nearest neighbors, 1998</a>
 */
public final class RestreamWatching {
    private static final int BANDS = 4;
    private static final int BAND_BITS = 16;
    private static final int WORD = 0xffff;
    /** Most that lie under one band: the memory of all bands together stays bounded. */
    private static final int MOST_SEEN = 8;
    /** The usual distance of one picture in two encodings. */
    private static final int NEAR = 31;

    /** What to file of a frame: nothing if it has no detail. */
    public List<Sighting> sightings(FrameFingerprints frame, long atMillis) {
        List<Sighting> sightings = new ArrayList<>();
        Optional<Fingerprint> telling = frame.telling();
        if (telling.isEmpty() || frame.accountId().isEmpty()) {
            return sightings;
        }
        PdqHash hash = telling.get().hash();
        long[] words = {hash.w0(), hash.w1(), hash.w2(), hash.w3()};
        for (int band = 0; band < BANDS; band++) {
            int bits = (int) (words[band] & WORD);
            sightings.add(new Sighting(band << BAND_BITS | bits, frame.streamId(), frame.accountId(), hash, atMillis));
        }
        return sightings;
    }

    /** What lies under a band, and what a new sighting there means. */
    public record Result(List<Sighting> seen, List<StreamInput> out) {}

    /** Tells the stream that showed the picture first, and the one that shows it too, of each other. */
    public Result see(List<Sighting> before, Sighting sighting, PolicyDocument.Restreams settings) {
        List<Sighting> seen = new ArrayList<>(before);
        seen.removeIf(old -> sighting.atMillis() - old.atMillis() > settings.windowSeconds() * 1000);
        List<StreamInput> out = new ArrayList<>();
        for (Sighting old : seen) {
            if (old.streamId().equals(sighting.streamId())) {
                break;
            }
            if (!old.accountId().equals(sighting.accountId()) && old.hash().distance(sighting.hash()) <= NEAR) {
                // The first one of all, so that a ring is one flag: the later one hears that it is not the first.
                out.add(told(old, sighting, old.hash(), false));
                out.add(told(sighting, old, old.hash(), true));
                break;
            }
        }
        file(seen, sighting);
        return new Result(List.copyOf(seen), out);
    }

    private static StreamInput told(Sighting hears, Sighting other, PdqHash picture, boolean earlier) {
        long at = Math.max(hears.atMillis(), other.atMillis());
        return StreamInput.of(
                hears.streamId(),
                new StreamInput.Resemblance(other.streamId(), other.accountId(), picture.hashCode(), earlier, at),
                at);
    }

    /** In the place of the same stream's earlier one, so that who came first stays first. */
    private static void file(List<Sighting> seen, Sighting sighting) {
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).streamId().equals(sighting.streamId())) {
                seen.set(i, sighting);
                return;
            }
        }
        seen.add(sighting);
        if (seen.size() > MOST_SEEN) {
            seen.remove(1);
        }
    }
}
