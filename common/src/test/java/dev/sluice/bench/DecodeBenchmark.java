package dev.sluice.bench;

import dev.sluice.media.Decoded;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.H264KeyframeEncoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureEncoder;
import dev.sluice.media.PictureSource;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.YuvPicture;
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

/** From the bytes of a frame to its luma plane. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DecodeBenchmark {
    @Param({"jpeg", "h264"})
    private String encoding;

    @Param({"1280x720", "1920x1080"})
    private String size;

    private final FrameDecoder decoder = new FrameDecoder();
    private String contentType;
    private byte[] payload;

    @Setup
    public void encode() throws MediaException {
        String graph = "mandelbrot=size=" + size + ":rate=5:start_scale=0.3,trim=duration=1";
        try (PictureSource video = new SyntheticVideo(graph);
                PictureEncoder encoder = encoding.equals("jpeg") ? new JpegEncoder() : new H264KeyframeEncoder()) {
            YuvPicture picture = video.next().orElseThrow().picture();
            contentType = encoder.contentType();
            payload = encoder.encode(picture);
            System.out.printf("%n%s of %d bytes%n", contentType, payload.length);
        }
    }

    @Benchmark
    public Decoded decode() {
        return decoder.decode(contentType, payload);
    }

    @TearDown
    public void close() {
        decoder.close();
    }
}
