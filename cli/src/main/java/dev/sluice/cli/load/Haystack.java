package dev.sluice.cli.load;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Known videos of random frames that no stream shows, so that a load meets a catalogue of a real one's size. */
final class Haystack {
    private static final int FRAMES_EACH = 1000;
    private static final long FRAME_MILLIS = 40;

    private final String bank;
    private final SplittableRandom random;

    Haystack(String bank, long seed) {
        this.bank = bank;
        this.random = new SplittableRandom(seed);
    }

    /** So many frames, in videos of at most 1,000, one made at a time. */
    Stream<SignatureEvent> videos(int frames) {
        return IntStream.range(0, (frames + FRAMES_EACH - 1) / FRAMES_EACH)
                .mapToObj(i -> video("haystack-" + i, Math.min(FRAMES_EACH, frames - i * FRAMES_EACH)));
    }

    private SignatureEvent video(String id, int frames) {
        List<SignatureEvent.Frame> shown = new ArrayList<>(frames);
        for (int i = 0; i < frames; i++) {
            shown.add(new SignatureEvent.Frame(hash().toHex(), 100, i * FRAME_MILLIS));
        }
        return new SignatureEvent(
                bank, id, SignatureEvent.VIDEO, SignatureEvent.POSITIVE, "sluice-load", Instant.EPOCH, shown);
    }

    /** With as many ones as zeros, as a picture with detail has. */
    private PdqHash hash() {
        long one = random.nextLong();
        long other = random.nextLong();
        return new PdqHash(one, ~Long.rotateLeft(one, 17), other, ~Long.rotateLeft(other, 31));
    }
}
