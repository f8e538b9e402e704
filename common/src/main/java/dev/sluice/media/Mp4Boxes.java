package dev.sluice.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A look at the boxes of an MP4 segment.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12</a>
 */
final class Mp4Boxes {
    private static final int HEADER = 8;

    private Mp4Boxes() {}

    /** Whether the movie header is compressed, which an old QuickTime feature allows, and bombs like. */
    static boolean hasCompressedHeader(byte[] bytes) {
        return contains(ByteBuffer.wrap(bytes), 0, bytes.length, "moov", "cmov");
    }

    private static boolean contains(ByteBuffer bytes, int from, int to, String parent, String child) {
        long at = from;
        while (at + HEADER <= to) {
            long size = Integer.toUnsignedLong(bytes.getInt((int) at));
            String name = name(bytes, (int) at + 4);
            int header = HEADER;
            if (size == 1 && at + 2 * HEADER <= to) {
                size = bytes.getLong((int) at + HEADER);
                header = 2 * HEADER;
            }
            if (size == 0 || size > to - at) {
                size = to - at;
            }
            if (name.equals(child)) {
                return true;
            }
            if (name.equals(parent) && contains(bytes, (int) at + header, (int) (at + size), "", child)) {
                return true;
            }
            if (size < header) {
                return false;
            }
            at += size;
        }
        return false;
    }

    private static String name(ByteBuffer bytes, int at) {
        byte[] name = new byte[4];
        bytes.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
