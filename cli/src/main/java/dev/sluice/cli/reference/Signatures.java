package dev.sluice.cli.reference;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/** Makes signatures of known pictures and videos and hands them on, usually to their topic. */
public final class Signatures {
    /** A long video becomes several records, so that none grows beyond a few hundred kilobytes. */
    static final int FRAMES_PER_CHUNK = 2000;

    private final Sink sink;
    private final String bank;
    private final String source;
    private final Instant addedAt;

    /** Where signatures go. */
    public interface Sink {
        /**
         * Takes one record.
         *
         * @param key {@code bank/signature_id[/chunk]}
         */
        void put(String key, SignatureEvent event) throws CommandException;
    }

    /**
     * Puts them on their topic.
     *
     * @param source who contributes them
     */
    public Signatures(EventProducer producer, String bank, String source, Instant addedAt) {
        this((key, event) -> producer.send(Topic.SIGNATURES, key, key, event), bank, source, addedAt);
    }

    /**
     * @param source who contributes them
     */
    public Signatures(Sink sink, String bank, String source, Instant addedAt) {
        this.sink = sink;
        this.bank = bank;
        this.source = source;
        this.addedAt = addedAt;
    }

    /**
     * What became of a picture or a video.
     *
     * @param fingerprints in the signature, those of crops included
     * @param records that hold them
     * @param warnings what makes it a poor reference
     */
    public record Made(int fingerprints, int records, List<String> warnings) {}

    /** How a video is worked on. */
    public record Work(VideoFingerprints.Thinning thinning, int alike, LongConsumer reached) {
        /** Every frame that is not like the one before. */
        public static final Work USUAL =
                new Work(VideoFingerprints.Thinning.NONE, ReferenceFrames.USUAL_ALIKE, ptsMillis -> {});
    }

    /** Adds a video; its frames of too little detail are left out, for they would match anything. */
    public Made addVideo(String id, PictureSource video, Work work) throws MediaException, CommandException {
        ReferenceFrames reference = new ReferenceFrames(work.alike());
        new VideoFingerprints().visitLuma(video, work.thinning(), (index, ptsMillis, luma) -> {
            reference.add(luma, ptsMillis);
            work.reached().accept(ptsMillis);
        });
        List<SignatureEvent.Frame> frames = reference.frames();
        if (frames.isEmpty()) {
            throw new CommandException("no frame of " + id + " has enough detail (PDQ quality " + PdqHasher.QUALITY_GATE
                    + ") for a signature");
        }
        int chunks = (frames.size() + FRAMES_PER_CHUNK - 1) / FRAMES_PER_CHUNK;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int from = chunk * FRAMES_PER_CHUNK;
            List<SignatureEvent.Frame> part = frames.subList(from, Math.min(frames.size(), from + FRAMES_PER_CHUNK));
            String key = bank + "/" + id + (chunks == 1 ? "" : "/" + chunk);
            send(key, id, SignatureEvent.VIDEO, part);
        }
        return new Made(frames.size(), chunks, reference.warnings());
    }

    /** Adds a single picture. */
    public Made addPicture(String id, LumaPlane luma) throws CommandException {
        Fingerprint fingerprint = new Fingerprinter().original(luma);
        if (fingerprint.quality() < PdqHasher.QUALITY_GATE) {
            throw new CommandException(id + " has too little detail for a signature: PDQ quality "
                    + fingerprint.quality() + ", at least " + PdqHasher.QUALITY_GATE + " wanted");
        }
        send(bank + "/" + id, id, SignatureEvent.IMAGE, List.of(frame(fingerprint, 0)));
        return new Made(1, 1, List.of());
    }

    private void send(String key, String id, String media, List<SignatureEvent.Frame> frames) throws CommandException {
        sink.put(key, new SignatureEvent(bank, id, media, SignatureEvent.POSITIVE, source, addedAt, frames));
    }

    private static SignatureEvent.Frame frame(Fingerprint fingerprint, long ptsMillis) {
        return new SignatureEvent.Frame(fingerprint.hash().toHex(), fingerprint.quality(), ptsMillis);
    }
}
