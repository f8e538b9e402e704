package dev.sluice.cli.load;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.FrameSchedule;
import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.TimedPicture;
import dev.sluice.media.YuvPicture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Frames coded once and published many times, so that the generator costs little beside what it measures: 640x360 JPEG. The known
 * video is several signatures of {@link #SIGNATURE_MILLIS} each, one after the other, so that a stream that shows it is
 * flagged anew all the time it is live.
 */
final class FramePool {
    static final String CONTENT_TYPE = "image/jpeg";
    static final int SIGNATURE_MILLIS = 5000;

    /** Not what whoever tries Sluice out has put into a bank that may kill. */
    private static final Scenes KNOWN = Scenes.TRIANGLES;
    /** All but that one, {@code scene:carpet} for the same reason, and what the canary shows. */
    private static final List<Scenes> HARMLESS =
            List.of(Scenes.AUTOMATON, Scenes.CHART, Scenes.CLOUDS, Scenes.LIFE, Scenes.SPIRAL);
    /** What scenes are meant for. */
    private static final int LONGEST_KNOWN_SECONDS = 80;

    private static final int HARMLESS_SECONDS = 10;
    private static final int SMALL_WIDTH = 160;
    private static final int SMALL_HEIGHT = 90;
    private static final byte GREY = (byte) 128;

    private final List<byte[]> known;
    private final List<List<byte[]>> harmless;
    private final List<SignatureEvent> signatures;
    private final byte[] small;

    private FramePool(List<byte[]> known, List<List<byte[]>> harmless, List<SignatureEvent> signatures, byte[] small) {
        this.small = small;
        this.known = known;
        this.harmless = harmless;
        this.signatures = signatures;
    }

    /**
     * Codes the frames; takes some seconds.
     *
     * @param bank of the known video's signatures
     * @param stopped whether nobody waits for the frames any more; then the pool lacks some
     */
    static FramePool of(LoadPlan plan, String bank, Instant addedAt, BooleanSupplier stopped)
            throws MediaException, CommandException {
        // In whole signatures, so that the first one follows the last one.
        int signatureSeconds = SIGNATURE_MILLIS / 1000;
        int wanted = (plan.seconds() / signatureSeconds + 1) * signatureSeconds;
        int seconds = Math.min(wanted, LONGEST_KNOWN_SECONDS);
        List<SignatureEvent.Frame> prints = new ArrayList<>();
        List<byte[]> known = frames(KNOWN, seconds, plan.framesPerSecond(), prints, stopped);
        List<List<byte[]>> harmless = new ArrayList<>();
        for (Scenes scene : HARMLESS) {
            harmless.add(frames(scene, HARMLESS_SECONDS, plan.framesPerSecond(), null, stopped));
        }
        return new FramePool(known, harmless, signatures(bank, prints, addedAt), grey());
    }

    private static List<byte[]> frames(
            Scenes scene,
            int seconds,
            double framesPerSecond,
            List<SignatureEvent.Frame> prints,
            BooleanSupplier stopped)
            throws MediaException {
        List<byte[]> frames = new ArrayList<>();
        FrameSchedule schedule = new FrameSchedule(framesPerSecond);
        Fingerprinter fingerprinter = new Fingerprinter();
        try (PictureSource source = new SyntheticVideo(scene.graph(seconds));
                JpegEncoder encoder = new JpegEncoder()) {
            for (Optional<TimedPicture> next = source.next();
                    next.isPresent() && !stopped.getAsBoolean();
                    next = source.next()) {
                TimedPicture picture = next.get();
                if (prints != null) {
                    Fingerprint print = fingerprinter.original(picture.picture().luma());
                    if (print.quality() >= PdqHasher.QUALITY_GATE) {
                        prints.add(
                                new SignatureEvent.Frame(print.hash().toHex(), print.quality(), picture.ptsMillis()));
                    }
                }
                if (schedule.takes(picture.ptsMillis())) {
                    frames.add(encoder.encode(picture.picture()));
                }
            }
        }
        return frames;
    }

    private static List<SignatureEvent> signatures(String bank, List<SignatureEvent.Frame> prints, Instant addedAt) {
        List<SignatureEvent> signatures = new ArrayList<>();
        for (long from = 0; ; from += SIGNATURE_MILLIS) {
            long start = from;
            List<SignatureEvent.Frame> part = prints.stream()
                    .filter(print -> print.tMillis() >= start && print.tMillis() < start + SIGNATURE_MILLIS)
                    .map(print -> new SignatureEvent.Frame(print.hash(), print.quality(), print.tMillis() - start))
                    .toList();
            if (part.isEmpty()) {
                return List.copyOf(signatures);
            }
            String id = "load-" + (signatures.size() + 1);
            signatures.add(new SignatureEvent(
                    bank, id, SignatureEvent.VIDEO, SignatureEvent.POSITIVE, "sluice-load", addedAt, part));
        }
    }

    /** Of the known video, a record each. */
    List<SignatureEvent> signatures() {
        return signatures;
    }

    /** A frame of a kilobyte, and of no detail. */
    private static byte[] grey() {
        byte[] luma = new byte[SMALL_WIDTH * SMALL_HEIGHT];
        byte[] chroma = new byte[SMALL_WIDTH / 2 * SMALL_HEIGHT / 2];
        Arrays.fill(luma, GREY);
        Arrays.fill(chroma, GREY);
        try (JpegEncoder encoder = new JpegEncoder()) {
            return encoder.encode(new YuvPicture(SMALL_WIDTH, SMALL_HEIGHT, luma, chroma, chroma, true));
        }
    }

    /** A frame of a kilobyte, and of no detail. */
    byte[] small() {
        return small;
    }

    /** A frame of a scene that no planted stream shows. */
    byte[] harmless() {
        return harmless.get(0).get(0);
    }

    /**
     * The signatures of which a planted stream shows every frame at least once: each must be flagged.
     *
     * @param frames of the stream that were published
     */
    Set<String> passages(LoadPlan plan, int stream, int frames) {
        int perSignature = known.size() / signatures.size();
        Set<String> passages = new TreeSet<>();
        int ahead = ahead(stream);
        for (int frame = 0; frame + perSignature <= frames; frame++) {
            int place = (ahead + frame) % known.size();
            if (plan.isPlanted(stream) && place % perSignature == 0 && place / perSignature < signatures.size()) {
                passages.add(signatures.get(place / perSignature).signatureId());
            }
        }
        return passages;
    }

    private int ahead(int stream) {
        return (int) (stream % signatures.size() * (long) known.size() / signatures.size());
    }

    /**
     * What a stream shows. Planted ones each begin with another signature; they show the known video in real time, again and
     * again.
     */
    byte[] frame(LoadPlan plan, int stream, int frame) {
        if (!plan.isPlanted(stream)) {
            List<byte[]> scene = harmless.get(stream % harmless.size());
            return scene.get((frame + stream / harmless.size()) % scene.size());
        }
        return known.get((ahead(stream) + frame) % known.size());
    }
}
