package dev.sluice.media;

import dev.sluice.media.FrameDecoder.Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks a WebP's chunks without decoding it and keeps the first picture's bitstream only: profile, metadata, alpha and
 * the further pictures of an animation go.
 */
final class WebpStructure {
    private static final int RIFF = 0x46464952;
    private static final int WEBP = 0x50424557;
    private static final int LOSSY = 0x20385056;
    private static final int LOSSLESS = 0x4C385056;
    private static final int EXTENDED = 0x58385056;
    private static final int ANIMATION_FRAME = 0x464D4E41;

    private static final int FILE_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ANIMATION_FRAME_HEADER = 16;
    private static final int EXTENDED_BYTES = 10;
    private static final int LOSSY_HEADER = 10;
    private static final int LOSSLESS_HEADER = 5;
    private static final int LOSSLESS_SIGNATURE = 0x2F;
    private static final int SIDE_MASK = 0x3FFF;

    private WebpStructure() {}

    static StillImage read(byte[] payload, Limits limits) throws RefusedException {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        in.position(FILE_HEADER);
        while (in.remaining() >= CHUNK_HEADER) {
            int type = in.getInt();
            long length = Integer.toUnsignedLong(in.getInt());
            int present = (int) Math.min(length, in.remaining());
            ByteBuffer data = in.slice(in.position(), present).order(ByteOrder.LITTLE_ENDIAN);
            if (type == LOSSY || type == LOSSLESS) {
                checkBitstream(type, data, limits);
                return new StillImage(wrap(type, data), present == length, 0);
            }
            if (type == EXTENDED) {
                checkCanvas(data, limits);
            }
            // An animation's pictures are chunks within a chunk: step into the first one.
            long skip = type == ANIMATION_FRAME ? ANIMATION_FRAME_HEADER : length + (length & 1);
            in.position((int) Math.min(in.position() + skip, in.limit()));
        }
        throw RefusedException.corrupt("a WebP of " + payload.length + " bytes without picture");
    }

    private static void checkCanvas(ByteBuffer data, Limits limits) throws RefusedException {
        if (data.remaining() < EXTENDED_BYTES) {
            throw RefusedException.corrupt("a WebP extended header of " + data.remaining() + " bytes");
        }
        limits.checkPicture((data.getInt(3) >>> 8) + 1, (data.getInt(6) >>> 8) + 1);
    }

    private static void checkBitstream(int type, ByteBuffer data, Limits limits) throws RefusedException {
        if (data.remaining() < (type == LOSSY ? LOSSY_HEADER : LOSSLESS_HEADER)) {
            throw RefusedException.corrupt("a WebP bitstream of " + data.remaining() + " bytes");
        }
        if (type == LOSSY) {
            if ((data.get(0) & 1) != 0) {
                throw RefusedException.corrupt("a lossy WebP bitstream that depends on an earlier picture");
            }
            limits.checkPicture(data.getShort(6) & SIDE_MASK, data.getShort(8) & SIDE_MASK);
            return;
        }
        if (data.get(0) != LOSSLESS_SIGNATURE) {
            throw RefusedException.corrupt("a lossless WebP bitstream without its signature");
        }
        int sides = data.getInt(1);
        limits.checkPicture((sides & SIDE_MASK) + 1, (sides >>> 14 & SIDE_MASK) + 1);
    }

    private static byte[] wrap(int type, ByteBuffer data) {
        int length = data.remaining();
        int padded = length + (length & 1);
        ByteBuffer out =
                ByteBuffer.allocate(FILE_HEADER + CHUNK_HEADER + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(RIFF).putInt(out.capacity() - CHUNK_HEADER).putInt(WEBP);
        out.putInt(type).putInt(length).put(data);
        return out.array();
    }
}
