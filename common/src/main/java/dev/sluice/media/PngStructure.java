package dev.sluice.media;

import dev.sluice.media.FrameDecoder.Limits;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Walks a PNG's chunks without inflating anything. Keeps header, palette and image data; every ancillary chunk goes, as
 * compressed text and colour profiles are the format's decompression bombs.
 */
final class PngStructure {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;

    private static final int HEADER_BYTES = 13;
    private static final int AROUND_CHUNK = 12;
    private static final int PALETTE_COLOUR = 3;
    private static final int MOST_PALETTE_BYTES = 3 * 256;

    private PngStructure() {}

    static StillImage read(byte[] payload, Limits limits) throws RefusedException {
        ByteBuffer in = ByteBuffer.wrap(payload, Long.BYTES, payload.length - Long.BYTES);
        if (in.remaining() < AROUND_CHUNK + HEADER_BYTES || in.getInt() != HEADER_BYTES || in.getInt() != IHDR) {
            throw RefusedException.corrupt("a PNG of " + payload.length + " bytes without header");
        }
        checkHeader(in.slice(), limits);
        boolean needsPalette = in.get(in.position() + 9) == PALETTE_COLOUR;
        // Room for the end chunk that a truncated file gets.
        ByteBuffer out = ByteBuffer.allocate(payload.length + 2 * AROUND_CHUNK);
        out.putLong(SIGNATURE);
        in.position(Long.BYTES);
        copyChunk(in, HEADER_BYTES, out);

        boolean hasPalette = false;
        boolean hasData = false;
        boolean ended = false;
        boolean cut = false;
        while (!ended && !cut && in.remaining() >= AROUND_CHUNK) {
            int length = in.getInt(in.position());
            int type = in.getInt(in.position() + Integer.BYTES);
            if (length < 0) {
                throw RefusedException.corrupt("a PNG chunk of " + Integer.toUnsignedString(length) + " bytes");
            }
            cut = length > in.remaining() - AROUND_CHUNK;
            if (type == IDAT) {
                hasData = true;
                if (cut) {
                    writeChunk(IDAT, in.position() + 2 * Integer.BYTES, payload, out);
                } else {
                    copyChunk(in, length, out);
                }
            } else if (cut) {
                break;
            } else if (type == PLTE && !hasPalette && !hasData && length <= MOST_PALETTE_BYTES) {
                hasPalette = true;
                copyChunk(in, length, out);
            } else {
                ended = type == IEND;
                in.position(in.position() + AROUND_CHUNK + length);
            }
        }
        if (!hasData || (needsPalette && !hasPalette)) {
            throw RefusedException.corrupt(
                    "a PNG of " + payload.length + " bytes without " + (hasData ? "its palette" : "image data"));
        }
        writeChunk(IEND, 0, new byte[0], out);
        byte[] essence = new byte[out.flip().remaining()];
        out.get(essence);
        return new StillImage(essence, ended, 0);
    }

    private static void checkHeader(ByteBuffer header, Limits limits) throws RefusedException {
        int width = header.getInt(0);
        int height = header.getInt(4);
        if (width < 0 || height < 0) {
            throw RefusedException.corrupt("a PNG of " + Integer.toUnsignedString(width) + "x"
                    + Integer.toUnsignedString(height) + " pixels, which the format forbids");
        }
        limits.checkPicture(width, height);
    }

    private static void copyChunk(ByteBuffer in, int length, ByteBuffer out) {
        ByteBuffer chunk = in.slice(in.position(), AROUND_CHUNK + length);
        out.put(chunk);
        in.position(in.position() + AROUND_CHUNK + length);
    }

    private static void writeChunk(int type, int from, byte[] data, ByteBuffer out) {
        out.putInt(data.length - from);
        int checked = out.position();
        out.putInt(type).put(data, from, data.length - from);
        CRC32 crc = new CRC32();
        crc.update(out.duplicate().flip().position(checked));
        out.putInt((int) crc.getValue());
    }
}
