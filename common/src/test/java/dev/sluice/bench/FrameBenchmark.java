package dev.sluice.bench;

import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.RandomHashes;
import dev.sluice.match.FrameMatcher;
import dev.sluice.media.Decoded;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.signature.Banks;
import dev.sluice.signature.SignatureCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a frame costs, from its JPEG's bytes to the known frames near it: plain, which is decoding, one hash and one query, and
 * under all variants, which is what the job does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class FrameBenchmark {
    private static final int FRAMES_PER_SIGNATURE = 1000;

    @Param({"1280x720"})
    private String size;

    @Param({"1000000"})
    private int hashes;

    private final FrameDecoder decoder = new FrameDecoder();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private byte[] payload;
    private FrameMatcher matcher;

    @Setup
    public void prepare() throws MediaException {
        String graph = "mandelbrot=size=" + size + ":rate=5:start_scale=0.3,trim=duration=1";
        try (PictureSource video = new SyntheticVideo(graph);
                JpegEncoder encoder = new JpegEncoder()) {
            payload = encoder.encode(video.next().orElseThrow().picture());
        }
        RandomHashes random = new RandomHashes(new SplittableRandom(1));
        SignatureCatalogue catalogue = new SignatureCatalogue();
        for (int from = 0; from < hashes; from += FRAMES_PER_SIGNATURE) {
            List<SignatureEvent.Frame> frames = new ArrayList<>(FRAMES_PER_SIGNATURE);
            for (int i = 0; i < FRAMES_PER_SIGNATURE; i++) {
                frames.add(new SignatureEvent.Frame(random.balanced().toHex(), 100, i * 33L));
            }
            String id = "v" + from;
            catalogue.put(
                    "bank/" + id, new SignatureEvent("bank", id, SignatureEvent.VIDEO, null, "", null, frames), from);
        }
        matcher = new FrameMatcher(catalogue.publish(hashes), new Banks(List.of()));
    }

    @Benchmark
    public Object plain() {
        return matched(List.of(fingerprinter.original(decoded())));
    }

    @Benchmark
    public Object allVariants() {
        return matched(fingerprinter.fingerprint(decoded()));
    }

    private LumaPlane decoded() {
        return ((Decoded.Pictures) decoder.decode("image/jpeg", payload))
                .pictures()
                .get(0)
                .luma();
    }

    private FrameMatcher.Result matched(List<Fingerprint> fingerprints) {
        return matcher.match(new FrameFingerprints(
                "stream",
                "account",
                0,
                false,
                fingerprints,
                new Flag.Coverage(1, 1, 0),
                new Flag.FrameEvidence("frames", 0, 0, 0, 0, "", 0)));
    }

    @TearDown
    public void close() {
        decoder.close();
    }
}
