package dev.sluice.bench;

import dev.sluice.media.Decoded;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.SyntheticVideo;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * What decoders in a process of their own would cost (decision 16): a JPEG goes to a child through a pipe, and its luma plane
 * comes back through the pipe or through memory that both map. The child's start and memory are printed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class IsolationBenchmark {
    private static final int LARGEST_PLANE = 4096 * 2304;

    @Param({"640x360", "1280x720"})
    private String size;

    private final FrameDecoder decoder = new FrameDecoder();
    private byte[] payload;
    private Path shared;
    private MappedByteBuffer memory;
    private Process child;
    private DataOutputStream toChild;
    private DataInputStream fromChild;

    @Setup
    public void start() throws IOException, MediaException {
        String graph = "mandelbrot=size=" + size + ":rate=5:start_scale=0.3,trim=duration=1";
        try (PictureSource video = new SyntheticVideo(graph);
                JpegEncoder encoder = new JpegEncoder()) {
            payload = encoder.encode(video.next().orElseThrow().picture());
        }
        Path memoryFolder = Path.of("/dev/shm");
        shared = Files.isWritable(memoryFolder)
                ? Files.createTempFile(memoryFolder, "sluice-bench", ".plane")
                : Files.createTempFile("sluice-bench", ".plane");
        memory = map(shared);
        long begun = System.nanoTime();
        child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        shared.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        toChild = new DataOutputStream(new BufferedOutputStream(child.getOutputStream(), 1 << 16));
        fromChild = new DataInputStream(new BufferedInputStream(child.getInputStream(), 1 << 16));
        throughSharedMemory();
        System.out.printf(
                "%nchild: first plane after %.2f s, %s%n", (System.nanoTime() - begun) / 1e9, residentMemory());
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, LARGEST_PLANE);
        }
    }

    private String residentMemory() throws IOException {
        Path status = Path.of("/proc", Long.toString(child.pid()), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("")
                : "";
    }

    @Benchmark
    public LumaPlane inThisProcess() {
        return plane(decoder, payload);
    }

    @Benchmark
    public LumaPlane throughThePipe() throws IOException {
        ask(false);
        int width = fromChild.readInt();
        byte[] samples = new byte[width * fromChild.readInt()];
        fromChild.readFully(samples);
        return new LumaPlane(width, samples.length / width, samples);
    }

    @Benchmark
    public LumaPlane throughSharedMemory() throws IOException {
        ask(true);
        int width = fromChild.readInt();
        byte[] samples = new byte[width * fromChild.readInt()];
        memory.get(0, samples);
        return new LumaPlane(width, samples.length / width, samples);
    }

    private void ask(boolean sharing) throws IOException {
        toChild.writeBoolean(sharing);
        toChild.writeInt(payload.length);
        toChild.write(payload);
        toChild.flush();
    }

    @TearDown
    public void stop() throws IOException, InterruptedException {
        System.out.printf("%nchild at the end: %s%n", residentMemory());
        decoder.close();
        toChild.close();
        child.waitFor();
        Files.delete(shared);
    }

    private static LumaPlane plane(FrameDecoder decoder, byte[] payload) {
        return ((Decoded.Pictures) decoder.decode("image/jpeg", payload))
                .pictures()
                .get(0)
                .luma();
    }

    /** The process that decodes. */
    public static final class Child {
        private Child() {}

        /**
         * Answers until its input ends.
         *
         * @param args the file whose memory is shared
         */
        public static void main(String[] args) throws IOException {
            MappedByteBuffer memory = map(Path.of(args[0]));
            DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
            try (FrameDecoder decoder = new FrameDecoder()) {
                while (true) {
                    boolean sharing = in.readBoolean();
                    byte[] payload = new byte[in.readInt()];
                    in.readFully(payload);
                    LumaPlane plane = plane(decoder, payload);
                    if (sharing) {
                        memory.put(0, plane.samples());
                    }
                    out.writeInt(plane.width());
                    out.writeInt(plane.height());
                    if (!sharing) {
                        out.write(plane.samples());
                    }
                    out.flush();
                }
            } catch (EOFException e) {
                // The other side is done.
            }
        }
    }
}
