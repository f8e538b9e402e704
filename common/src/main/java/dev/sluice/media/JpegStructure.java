package dev.sluice.media;

/**
 * Walks the markers of a JPEG picture.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, Annex B</a>
 */
final class JpegStructure {
    /** A progressive picture has about ten; each costs a pass over all of it. */
    private static final int MOST_SCANS = 64;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;

    private JpegStructure() {}

    static Inspection inspect(byte[] bytes) throws DecodeException {
        if (bytes.length < 3 || unsigned(bytes, 0) != 0xFF || unsigned(bytes, 1) != SOI || unsigned(bytes, 2) != 0xFF) {
            throw new DecodeException(DecodeError.WRONG_TYPE, "image/jpeg does not begin with a start-of-image marker");
        }
        long width = 0;
        long height = 0;
        int scans = 0;
        boolean complete = false;
        int at = 2;
        while (at + 1 < bytes.length && !complete) {
            if (unsigned(bytes, at) != 0xFF) {
                // Entropy-coded data, or rubbish between segments that decoders skip too.
                at++;
                continue;
            }
            int marker = unsigned(bytes, at + 1);
            if (marker == 0xFF) {
                at++;
            } else if (marker == EOI) {
                complete = true;
            } else if (standsAlone(marker)) {
                at += 2;
            } else {
                if (at + 3 >= bytes.length) {
                    break;
                }
                if (isFrameHeader(marker) && at + 8 < bytes.length) {
                    height = Math.max(height, unsigned(bytes, at + 5) << 8 | unsigned(bytes, at + 6));
                    width = Math.max(width, unsigned(bytes, at + 7) << 8 | unsigned(bytes, at + 8));
                } else if (marker == SOS && ++scans > MOST_SCANS) {
                    throw new DecodeException(DecodeError.CORRUPT, "image/jpeg has more than " + MOST_SCANS + " scans");
                }
                at += 2 + Math.max(2, unsigned(bytes, at + 2) << 8 | unsigned(bytes, at + 3));
            }
        }
        if (width == 0 || height == 0) {
            throw new DecodeException(DecodeError.CORRUPT, "image/jpeg has no frame header with a size");
        }
        return new Inspection(width, height, complete, bytes);
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    /** SOF0..SOF15 without DHT, JPG and DAC, which lie between them. */
    private static boolean isFrameHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int unsigned(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }
}
