package dev.sluice.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Walks the chunks of a PNG picture and keeps those that make it up: text, colour profiles and animation frames can hide
 * compressed bombs, and brightness does not need them.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">PNG, third edition</a>
 */
final class PngStructure {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int CHUNK_OVERHEAD = 12;

    private PngStructure() {}

    static Inspection inspect(byte[] bytes) throws DecodeException {
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (i >= bytes.length || bytes[i] != SIGNATURE[i]) {
                throw new DecodeException(DecodeError.WRONG_TYPE, "image/png does not begin with the PNG signature");
            }
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, SIGNATURE.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long width = 0;
        long height = 0;
        boolean complete = false;
        int at = SIGNATURE.length;
        while (at + 8 <= bytes.length && !complete) {
            long length = Integer.toUnsignedLong(buffer.getInt(at));
            String name = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            boolean whole = at + CHUNK_OVERHEAD + length <= bytes.length;
            if (name.equals("IHDR") && at + 16 <= bytes.length) {
                width = Integer.toUnsignedLong(buffer.getInt(at + 8));
                height = Integer.toUnsignedLong(buffer.getInt(at + 12));
            }
            if (KEPT.contains(name)) {
                int end = whole ? (int) (at + CHUNK_OVERHEAD + length) : bytes.length;
                kept.write(bytes, at, end - at);
            }
            complete = whole && name.equals("IEND");
            if (!whole) {
                break;
            }
            at += (int) (CHUNK_OVERHEAD + length);
        }
        if (width == 0 || height == 0) {
            throw new DecodeException(DecodeError.CORRUPT, "image/png has no header with a size");
        }
        return new Inspection(width, height, complete, kept.toByteArray());
    }
}
