package dev.sluice.media;

import java.nio.ByteBuffer;

/**
 * Walks an MP4's boxes before the demuxer does. A box of a few bytes can declare a table of 2^32 samples, which the
 * demuxer would allocate and fill; and an index can point it at boxes hidden in the media data. So declared samples are
 * counted, and only the boxes that carry pictures keep their names.
 */
final class Mp4Structure {
    private static final int FTYP = 0x66747970;
    private static final int STYP = 0x73747970;
    private static final int MOOV = 0x6D6F6F76;
    private static final int MOOF = 0x6D6F6F66;
    private static final int MDAT = 0x6D646174;
    private static final int SKIP = 0x736B6970;

    private static final int SAMPLE_SIZES = 0x7374737A;
    private static final int COMPACT_SAMPLE_SIZES = 0x73747A32;
    private static final int SAMPLE_TIMES = 0x73747473;
    private static final int COMPOSITION_OFFSETS = 0x63747473;
    private static final int FRAGMENT_RUN = 0x7472756E;
    private static final int COMPRESSED_INDEX = 0x636D6F76;

    private static final int BOX_HEADER = 8;
    private static final int LONG_BOX_HEADER = 16;

    /** Ten minutes of 60 pictures and 47 blocks of sound a second make 64,000, each counted in up to three tables. */
    private static final long MOST_SAMPLES = 200_000;

    private final ByteBuffer boxes;
    private long samples;

    private Mp4Structure(byte[] payload) {
        this.boxes = ByteBuffer.wrap(payload.clone());
    }

    /** The payload with every box renamed that the demuxer has no need to read. */
    static byte[] read(byte[] payload) throws RefusedException {
        Mp4Structure structure = new Mp4Structure(payload);
        structure.walk();
        byte[] read = new byte[payload.length];
        structure.boxes.get(0, read);
        return read;
    }

    private void walk() throws RefusedException {
        int at = 0;
        while (boxes.limit() - at >= BOX_HEADER) {
            int end = end(at);
            int type = boxes.getInt(at + 4);
            if (type == MOOV || type == MOOF) {
                countSamples(at + BOX_HEADER, end);
            } else if (type != FTYP && type != STYP && type != MDAT) {
                boxes.putInt(at + 4, SKIP);
            }
            at = end;
        }
    }

    /** Where the box ends, as the demuxer sees it: size 0 reaches to the end, size 1 announces a 64-bit size. */
    private int end(int at) throws RefusedException {
        long size = Integer.toUnsignedLong(boxes.getInt(at));
        int header = BOX_HEADER;
        if (size == 0) {
            return boxes.limit();
        } else if (size == 1) {
            header = LONG_BOX_HEADER;
            size = boxes.limit() - at < LONG_BOX_HEADER ? 0 : boxes.getLong(at + BOX_HEADER);
        }
        if (size < header) {
            throw RefusedException.corrupt("an MP4 box of " + size + " bytes");
        }
        return (int) Math.min(boxes.limit(), at + Math.min(size, boxes.limit()));
    }

    /** Looks at every offset, for the demuxer finds tables in boxes nested in ways that no standard foresees. */
    private void countSamples(int from, int end) throws RefusedException {
        for (int at = from; at + 16 <= end; at++) {
            switch (boxes.getInt(at)) {
                case SAMPLE_SIZES, COMPACT_SAMPLE_SIZES -> add(boxes.getInt(at + 12));
                case FRAGMENT_RUN -> add(boxes.getInt(at + 8));
                case SAMPLE_TIMES, COMPOSITION_OFFSETS -> addRuns(at + 8, end);
                case COMPRESSED_INDEX -> throw RefusedException.corrupt("an MP4 with compressed index");
                default -> {}
            }
        }
    }

    private void addRuns(int at, int end) throws RefusedException {
        long entries = Integer.toUnsignedLong(boxes.getInt(at));
        for (int run = 0; run < entries && at + 4 + 8L * (run + 1) <= end; run++) {
            add(boxes.getInt(at + 4 + 8 * run));
        }
    }

    private void add(int declared) throws RefusedException {
        samples += Integer.toUnsignedLong(declared);
        if (samples > MOST_SAMPLES) {
            throw RefusedException.corrupt(
                    "an MP4 that declares " + samples + " or more samples, at most " + MOST_SAMPLES + " are allowed");
        }
    }
}
