package dev.sluice.cli.load;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures that are damaged, made to cost much, or of a kind that hardly anybody sends; the same ones for the same seed. */
final class BrokenPictures {
    private static final int SIDE = 320;
    private static final int MANY_BYTES = 64 << 20;
    private static final int JPEG_SEGMENT_BYTES = 65_533;
    private static final int METADATA_SEGMENTS = 60;
    private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private BrokenPictures() {}

    /**
     * A payload.
     *
     * @param name of what is wrong with it, in lower case with hyphens
     */
    record BrokenPicture(String name, String contentType, byte[] payload) {}

    /** All of them. */
    static List<BrokenPicture> all(byte[] jpeg, long seed) {
        Random random = new Random(seed);
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        byte[] flipped = jpeg.clone();
        for (int i = 0; i < 200; i++) {
            flipped[300 + random.nextInt(flipped.length - 300)] ^= (byte) (1 << random.nextInt(8));
        }
        List<BrokenPicture> all = new ArrayList<>();
        all.add(new BrokenPicture("truncated", "image/jpeg", Arrays.copyOf(jpeg, jpeg.length / 3)));
        all.add(new BrokenPicture("header-only", "image/jpeg", Arrays.copyOf(jpeg, 200)));
        all.add(new BrokenPicture("flipped-bits", "image/jpeg", flipped));
        for (String type : List.of(
                "image/jpeg",
                "image/png",
                "image/webp",
                "video/h264",
                "video/h265",
                "video/mp2t",
                "video/mp4",
                "application/vnd.sluice.frame-ref+json")) {
            all.add(new BrokenPicture("random-bytes", type, noise));
            if (!type.equals("image/jpeg")) {
                all.add(new BrokenPicture("wrong-content-type", type, jpeg));
            }
        }
        all.add(new BrokenPicture("no-bytes", "image/jpeg", new byte[0]));
        all.add(new BrokenPicture("no-type", "", jpeg));
        all.add(new BrokenPicture("unknown-type", "image/x-\u0000\uFFFF", jpeg));
        all.add(new BrokenPicture("0x0", "image/png", png(0, 0, 8, new byte[64])));
        all.add(new BrokenPicture("65535x65535", "image/png", png(65_535, 65_535, 1, deflated(new byte[1 << 20]))));
        all.add(new BrokenPicture("negative-size", "image/png", png(-1, -1, 8, new byte[64])));
        all.add(new BrokenPicture("inflating-for-ever", "image/png", png(16, 16, 8, deflated(new byte[MANY_BYTES]))));
        all.add(new BrokenPicture("huge-icc-png", "image/png", withProfile()));
        all.add(new BrokenPicture("animated-png", "image/png", animated()));
        all.add(new BrokenPicture("gif", "image/gif", written("gif", BufferedImage.TYPE_BYTE_INDEXED)));
        all.add(new BrokenPicture("gif-as-jpeg", "image/jpeg", written("gif", BufferedImage.TYPE_BYTE_INDEXED)));
        all.add(new BrokenPicture("16-bit", "image/png", written("png", BufferedImage.TYPE_USHORT_GRAY)));
        all.add(new BrokenPicture("cmyk", "image/jpeg", cmyk(random)));
        all.add(new BrokenPicture("huge-icc", "image/jpeg", withSegments(jpeg, 0xE2, "ICC_PROFILE\0")));
        all.add(new BrokenPicture("huge-exif", "image/jpeg", withSegments(jpeg, 0xE1, "Exif\0\0")));
        return List.copyOf(all);
    }

    private static byte[] png(int width, int height, int bitDepth, byte[] data) {
        return joined(
                PNG_START,
                chunk("IHDR", header(width, height, bitDepth)),
                chunk("IDAT", data),
                chunk("IEND", new byte[0]));
    }

    private static byte[] header(int width, int height, int bitDepth) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bitDepth)
                .array();
    }

    /** A profile that inflates to {@link #MANY_BYTES}. */
    private static byte[] withProfile() {
        byte[] name = "p\0\0".getBytes(StandardCharsets.US_ASCII);
        return joined(
                PNG_START,
                chunk("IHDR", header(16, 16, 8)),
                chunk("iCCP", joined(name, deflated(new byte[MANY_BYTES]))),
                chunk("IDAT", deflated(new byte[16 * 17])),
                chunk("IEND", new byte[0]));
    }

    /** Says that a million frames follow, of which one is there. */
    private static byte[] animated() {
        byte[] control = ByteBuffer.allocate(8).putInt(1_000_000).putInt(0).array();
        return joined(
                PNG_START,
                chunk("IHDR", header(16, 16, 8)),
                chunk("acTL", control),
                chunk("IDAT", deflated(new byte[16 * 17])),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String name, byte[] data) {
        byte[] typed = joined(name.getBytes(StandardCharsets.US_ASCII), data);
        CRC32 check = new CRC32();
        check.update(typed);
        return ByteBuffer.allocate(8 + typed.length)
                .putInt(data.length)
                .put(typed)
                .putInt((int) check.getValue())
                .array();
    }

    private static byte[] withSegments(byte[] jpeg, int marker, String start) {
        byte[] content = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), JPEG_SEGMENT_BYTES);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int i = 0; i < METADATA_SEGMENTS; i++) {
            int length = content.length + 2;
            out.writeBytes(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length});
            out.writeBytes(content);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[] written(String format, int type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(new BufferedImage(SIDE, SIDE, type), format, out)) {
                throw new IllegalStateException("every Java platform writes " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Four components without a word on what they mean. */
    private static byte[] cmyk(Random random) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, SIDE, SIDE, 4, null);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                raster.setPixel(x, y, new int[] {x & 255, y & 255, random.nextInt(256), 10});
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
