package dev.sluice.jobs.screening;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.Flag;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.FrameRef;
import dev.sluice.event.MalformedEventException;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.jobs.metric.DeadLetterMetrics;
import dev.sluice.jobs.metric.FingerprintMetrics;
import dev.sluice.media.DecodeJournal;
import dev.sluice.media.Decoded;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.YuvPicture;
import dev.sluice.screening.StreamInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes a frame and leaves of it its fingerprints; the picture ends here. */
final class FingerprintFrames extends ProcessFunction<SampledFrame, StreamInput> {
    /** Rounds after which the compiler has seen the kernels often enough. */
    private static final int WARM_UP_ROUNDS = 40;

    /** The dead letter's error for a frame that was in the decoder when its process died. */
    static final String CRASHED = "DECODER_CRASHED";

    private final List<String> claimCheckPrefixes;
    private final String journalFolder;
    private transient DecodeJournal journal;
    private transient ClaimCheck claimCheck;
    private transient FrameDecoder decoder;
    private transient Fingerprinter fingerprinter;
    private transient FingerprintMetrics metrics;
    private transient DeadLetterMetrics deadLetters;

    /** @param journalFolder where frames in work are noted; empty for one among Java's temporary files */
    FingerprintFrames(List<String> claimCheckPrefixes, String journalFolder) {
        this.claimCheckPrefixes = List.copyOf(claimCheckPrefixes);
        this.journalFolder = journalFolder;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        Path folder = journalFolder.isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"), "sluice-decode-journal")
                : Path.of(journalFolder);
        journal = DecodeJournal.open(folder, Instant.now());
        claimCheck = new ClaimCheck(claimCheckPrefixes);
        decoder = new FrameDecoder();
        fingerprinter = new Fingerprinter();
        metrics = new FingerprintMetrics(getRuntimeContext().getMetricGroup());
        deadLetters = new DeadLetterMetrics(getRuntimeContext().getMetricGroup());
        warmUp();
    }

    /** So that the first live frames do not wait for native libraries to load and kernels to be compiled. */
    private void warmUp() {
        int width = 640;
        int height = 360;
        byte[] noise = new byte[width * height];
        new Random(0).nextBytes(noise);
        byte[] grey = new byte[(width / 2) * (height / 2)];
        try (JpegEncoder encoder = new JpegEncoder()) {
            byte[] jpeg = encoder.encode(new YuvPicture(width, height, noise, grey, grey, true));
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                if (decoder.decode(encoder.contentType(), jpeg) instanceof Decoded.Pictures pictures) {
                    fingerprinter.fingerprint(pictures.pictures().get(0).luma());
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (decoder != null) {
            decoder.close();
        }
        if (journal != null) {
            journal.close();
        }
    }

    @Override
    public void processElement(SampledFrame sampled, Context context, Collector<StreamInput> out) {
        FrameEvent frame = sampled.frame();
        try {
            String contentType = frame.contentType();
            byte[] payload = frame.payload();
            if (FrameRef.CONTENT_TYPE.equals(contentType)) {
                ClaimCheck.Fetched fetched = claimCheck.fetch(payload);
                contentType = fetched.contentType();
                payload = fetched.payload();
            }
            String sha256 = DeadLetters.sha256(payload);
            if (journal.isSuspect(sha256)) {
                undecodable(
                        CRASHED, "its decoder's process died while it was decoded; not tried again", frame, context);
                out.collect(StreamInput.of(digestsAlone(sampled, payload, sha256)));
                return;
            }
            long begun = System.nanoTime();
            journal.begin(sha256);
            Decoded decoded = decoder.decode(contentType, payload);
            journal.done();
            metrics.decoding(System.nanoTime() - begun);
            if (decoded instanceof Decoded.Pictures pictures) {
                metrics.fingerprinted();
                List<PayloadDigest> digests = digests(payload, sha256);
                pictures.pictures()
                        .forEach(picture ->
                                out.collect(StreamInput.of(fingerprints(sampled, picture, sha256, digests))));
            } else if (decoded instanceof Decoded.Failed failed) {
                undecodable(failed.error().name(), failed.detail(), frame, context);
                if (payload.length > 0) {
                    out.collect(StreamInput.of(digestsAlone(sampled, payload, sha256)));
                }
            }
        } catch (MalformedEventException e) {
            refuse(frame, e.error(), e.getMessage(), context);
        }
    }

    /**
     * Taken of every frame, known list or not: look-back needs those of frames that came before their list. MD5 and SHA-1 of
     * 100 KB take 0.19 ms (docs/benchmarks.md).
     */
    private static List<PayloadDigest> digests(byte[] payload, String sha256) {
        return List.of(
                PayloadDigest.of(DigestAlgorithm.MD5, payload),
                PayloadDigest.of(DigestAlgorithm.SHA1, payload),
                PayloadDigest.parse(DigestAlgorithm.SHA256.name(), sha256).orElseThrow());
    }

    private FrameFingerprints fingerprints(
            SampledFrame sampled, Decoded.Picture picture, String sha256, List<PayloadDigest> digests) {
        return of(
                sampled,
                picture.offsetMillis(),
                picture.partial(),
                fingerprinter.fingerprint(picture.luma()),
                sha256,
                digests);
    }

    /** Of a frame that shows nothing: a list may name its bytes all the same. */
    private static FrameFingerprints digestsAlone(SampledFrame sampled, byte[] payload, String sha256) {
        return of(sampled, 0, true, List.of(), sha256, digests(payload, sha256));
    }

    private static FrameFingerprints of(
            SampledFrame sampled,
            long offsetMillis,
            boolean partial,
            List<Fingerprint> fingerprints,
            String sha256,
            List<PayloadDigest> digests) {
        FrameEvent frame = sampled.frame();
        long ptsMillis = frame.ptsMillis() + offsetMillis;
        return new FrameFingerprints(
                frame.streamId(),
                frame.accountId(),
                ptsMillis,
                partial,
                fingerprints,
                sampled.coverage(),
                new Flag.FrameEvidence(
                        frame.origin().topic(),
                        frame.origin().partition(),
                        frame.origin().offset(),
                        frame.sequence(),
                        ptsMillis,
                        sha256,
                        frame.origin().appendedAtMillis()),
                digests);
    }

    private void undecodable(String error, String detail, FrameEvent frame, Context context) {
        metrics.undecodable(error);
        refuse(frame, error, detail, context);
    }

    private void refuse(FrameEvent frame, String error, String detail, Context context) {
        deadLetters.refused(error);
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        context.output(
                DeadLetters.OUTPUT,
                DeadLetters.of(
                        frame.origin(),
                        frame.streamId(),
                        frame.payload(),
                        Stage.FINGERPRINT_FRAMES.label(),
                        error,
                        detail,
                        now));
    }
}
