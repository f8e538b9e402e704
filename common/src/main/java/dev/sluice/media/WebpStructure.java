package dev.sluice.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the size out of a WebP picture.
 *
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP container specification</a>
 */
final class WebpStructure {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FOURTEEN_BITS = 0x3FFF;

    private WebpStructure() {}

    static Inspection inspect(byte[] bytes) throws DecodeException {
        if (bytes.length < RIFF_HEADER
                || !fourCc(bytes, 0).equals("RIFF")
                || !fourCc(bytes, 8).equals("WEBP")) {
            throw new DecodeException(DecodeError.WRONG_TYPE, "image/webp does not begin with a RIFF header of WEBP");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean complete = CHUNK_HEADER + Integer.toUnsignedLong(buffer.getInt(4)) <= bytes.length;
        long width = 0;
        long height = 0;
        long at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= bytes.length) {
            int data = (int) at + CHUNK_HEADER;
            switch (fourCc(bytes, (int) at)) {
                case "VP8 " -> {
                    if (data + 10 <= bytes.length) {
                        width = Math.max(width, buffer.getShort(data + 6) & FOURTEEN_BITS);
                        height = Math.max(height, buffer.getShort(data + 8) & FOURTEEN_BITS);
                    }
                }
                case "VP8L" -> {
                    if (data + 5 <= bytes.length) {
                        int bits = buffer.getInt(data + 1);
                        width = Math.max(width, (bits & FOURTEEN_BITS) + 1);
                        height = Math.max(height, (bits >> 14 & FOURTEEN_BITS) + 1);
                    }
                }
                case "VP8X" -> {
                    if (data + 10 <= bytes.length) {
                        width = Math.max(width, (buffer.getInt(data + 4) & 0xFFFFFF) + 1);
                        height = Math.max(height, (buffer.getInt(data + 6) >> 8 & 0xFFFFFF) + 1);
                    }
                }
                case "ANMF" ->
                    throw new DecodeException(
                            DecodeError.UNSUPPORTED_TYPE, "image/webp is animated; send its frames one by one");
                default -> {}
            }
            long length = Integer.toUnsignedLong(buffer.getInt((int) at + 4));
            at += CHUNK_HEADER + length + (length & 1);
        }
        if (width == 0 || height == 0) {
            throw new DecodeException(DecodeError.CORRUPT, "image/webp has no chunk with a size");
        }
        return new Inspection(width, height, complete, bytes);
    }

    private static String fourCc(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
