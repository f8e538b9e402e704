package dev.sluice.media;

import dev.sluice.media.FrameDecoder.Limits;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks a JPEG's markers without decoding it. Keeps frame, tables, scans and Adobe's colour transform; drops every other
 * segment, so that no metadata parser sees hostile bytes, and whatever follows the first image.
 *
 * <p>Refuses a scan that names a table its own file does not define: a decoder would take some other table for it.
 */
final class JpegStructure {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int DHT = 0xC4;
    private static final int DAC = 0xCC;
    private static final int APP14 = 0xEE;
    private static final int SOF_BASELINE = 0xC0;
    private static final int SOF_PROGRESSIVE = 0xC2;
    private static final int SOF_LAST = 0xCF;
    private static final int JPEG_LS = 0xF7;

    /** Encoders write about ten; each one more is a whole pass over the picture for a few bytes. */
    private static final int MOST_SCANS = 64;

    private static final int MOST_COMPONENTS = 4;
    private static final int BLOCK = 64;

    /** Below it, means of 4x4 pixels are too coarse for the fingerprints of halves; halving once saves no time. */
    private static final int SMALLEST_QUARTERED_SIDE = 1080;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private final byte[] payload;
    private final Limits limits;
    private final ByteArrayOutputStream essence;
    private int at = 2;

    private int frameMarker;
    private int shorterSide;
    private int[] componentIds = new int[0];
    private int[] componentQuantisers = new int[0];
    private boolean[] componentScanned = new boolean[0];
    private int scans;
    /** Bit {@code id} for each table defined so far. */
    private int quantisers;

    private int dcTables;
    private int acTables;

    private JpegStructure(byte[] payload, Limits limits) {
        this.payload = payload;
        this.limits = limits;
        this.essence = new ByteArrayOutputStream(payload.length + 2);
    }

    static StillImage read(byte[] payload, Limits limits) throws RefusedException {
        return new JpegStructure(payload, limits).read();
    }

    private StillImage read() throws RefusedException {
        writeMarker(SOI);
        boolean ended = false;
        while (!ended) {
            int marker = nextMarker();
            if (marker < 0) {
                break;
            }
            ended = marker == EOI;
            if (!ended && !standsAlone(marker) && !takeSegment(marker)) {
                break;
            }
        }
        if (frameMarker == 0 || scans == 0) {
            throw RefusedException.corrupt(
                    "a JPEG of " + payload.length + " bytes without " + (frameMarker == 0 ? "frame header" : "scan"));
        }
        writeMarker(EOI);
        return new StillImage(essence.toByteArray(), ended && everyComponentScanned(), halvings());
    }

    /** The next marker's code, {@link #at} behind it; -1 at the end of the payload. */
    private int nextMarker() {
        while (at + 1 < payload.length) {
            int code = unsigned(at + 1);
            if (unsigned(at) == 0xFF && code != 0xFF && code != 0) {
                at += 2;
                return code;
            }
            at++;
        }
        return -1;
    }

    private static boolean standsAlone(int marker) {
        return (marker >= 0xD0 && marker <= SOI) || marker == 0x01;
    }

    /** Takes in the segment that begins at {@link #at}; false if the payload ends within it. */
    private boolean takeSegment(int marker) throws RefusedException {
        if (at + 2 > payload.length) {
            return false;
        }
        int length = unsigned(at) << 8 | unsigned(at + 1);
        if (length < 2) {
            throw RefusedException.corrupt("a JPEG segment of length " + length);
        }
        int from = at + 2;
        int to = at + length;
        if (to > payload.length) {
            return false;
        }
        if (keep(marker, from, to)) {
            writeMarker(marker);
            essence.write(payload, at, length);
        }
        at = to;
        if (marker == SOS) {
            takeEntropyCodedData();
        }
        return true;
    }

    private boolean keep(int marker, int from, int to) throws RefusedException {
        if (marker == DHT) {
            defineHuffmanTables(from, to);
            return true;
        }
        if (marker == DQT) {
            defineQuantisers(from, to);
            return true;
        }
        if (marker == SOS) {
            beginScan(from, to);
            return true;
        }
        if ((marker >= SOF_BASELINE && marker <= SOF_LAST) || marker == JPEG_LS) {
            beginFrame(marker, from, to);
            return true;
        }
        return marker == DRI || marker == APP14;
    }

    private void beginFrame(int marker, int from, int to) throws RefusedException {
        if (marker > SOF_PROGRESSIVE || marker == DAC) {
            throw RefusedException.corrupt(
                    "JPEG process 0x" + Integer.toHexString(marker) + " is neither baseline nor progressive");
        }
        if (frameMarker != 0) {
            throw RefusedException.corrupt("a JPEG with two frame headers");
        }
        int count = to - from < 6 ? 0 : unsigned(from + 5);
        if (count < 1 || count > MOST_COMPONENTS || to - from < 6 + 3 * count) {
            throw RefusedException.corrupt(
                    "a JPEG frame header of " + (to - from) + " bytes for " + count + " components");
        }
        if (unsigned(from) != 8) {
            throw RefusedException.corrupt("a JPEG of " + unsigned(from) + " bits per sample, only 8 are decoded");
        }
        int height = unsigned(from + 1) << 8 | unsigned(from + 2);
        int width = unsigned(from + 3) << 8 | unsigned(from + 4);
        limits.checkPicture(width, height);
        shorterSide = Math.min(width, height);
        frameMarker = marker;
        componentIds = new int[count];
        componentQuantisers = new int[count];
        componentScanned = new boolean[count];
        for (int i = 0; i < count; i++) {
            componentIds[i] = unsigned(from + 6 + 3 * i);
            componentQuantisers[i] = unsigned(from + 8 + 3 * i);
        }
    }

    private void defineQuantisers(int from, int to) throws RefusedException {
        int next = from;
        while (next < to) {
            int precision = unsigned(next) >> 4;
            quantisers |= tableBit(unsigned(next) & 0xF);
            next += 1 + (precision == 0 ? BLOCK : 2 * BLOCK);
        }
        if (next != to) {
            throw RefusedException.corrupt("a JPEG quantiser segment of " + (to - from) + " bytes");
        }
    }

    private void defineHuffmanTables(int from, int to) throws RefusedException {
        int next = from;
        while (next + 17 <= to) {
            int bit = tableBit(unsigned(next) & 0xF);
            if (unsigned(next) >> 4 == 0) {
                dcTables |= bit;
            } else {
                acTables |= bit;
            }
            int codes = 0;
            for (int i = 1; i <= 16; i++) {
                codes += unsigned(next + i);
            }
            next += 17 + codes;
        }
        if (next != to) {
            throw RefusedException.corrupt("a JPEG Huffman segment of " + (to - from) + " bytes");
        }
    }

    private static int tableBit(int id) throws RefusedException {
        if (id > 3) {
            throw RefusedException.corrupt("a JPEG table with identifier " + id + ", at most 3 is allowed");
        }
        return 1 << id;
    }

    private void beginScan(int from, int to) throws RefusedException {
        if (frameMarker == 0) {
            throw RefusedException.corrupt("a JPEG scan before its frame header");
        }
        if (++scans > MOST_SCANS) {
            throw RefusedException.corrupt("a JPEG of more than " + MOST_SCANS + " scans");
        }
        int count = to > from ? unsigned(from) : 0;
        if (count < 1 || count > componentIds.length || to - from != 4 + 2 * count) {
            throw RefusedException.corrupt(
                    "a JPEG scan header of " + (to - from) + " bytes for " + count + " components");
        }
        int firstCoefficient = unsigned(to - 3);
        boolean refinement = unsigned(to - 1) >> 4 != 0;
        for (int i = 0; i < count; i++) {
            int component = componentIndex(unsigned(from + 1 + 2 * i));
            int tables = unsigned(from + 2 + 2 * i);
            componentScanned[component] = true;
            require(quantisers, componentQuantisers[component], "quantiser");
            if (firstCoefficient == 0 && !refinement) {
                require(dcTables, tables >> 4, "DC");
            }
            if (firstCoefficient != 0 || frameMarker != SOF_PROGRESSIVE) {
                require(acTables, tables & 0xF, "AC");
            }
        }
    }

    private int componentIndex(int id) throws RefusedException {
        for (int i = 0; i < componentIds.length; i++) {
            if (componentIds[i] == id) {
                return i;
            }
        }
        throw RefusedException.corrupt("a JPEG scan of component " + id + " that its frame does not have");
    }

    private static void require(int defined, int id, String kind) throws RefusedException {
        if (id > 3 || (defined >> id & 1) == 0) {
            throw RefusedException.corrupt("a JPEG scan with undefined " + kind + " table " + id);
        }
    }

    /** Copies up to the next marker that is neither a stuffed zero nor a restart. */
    private void takeEntropyCodedData() {
        int from = at;
        at = nextFill(from);
        while (at < payload.length && !endsScan(at)) {
            at = nextFill(at + 1);
        }
        essence.write(payload, from, at - from);
    }

    /** Whether the 0xFF there begins a marker that ends a scan. */
    private boolean endsScan(int fill) {
        if (fill + 1 == payload.length) {
            return false;
        }
        int code = unsigned(fill + 1);
        return code != 0 && code != 0xFF && (code < 0xD0 || code > 0xD7);
    }

    /** Where the next 0xFF is; the payload's length if there is none. Most of a JPEG passes through here. */
    private int nextFill(int from) {
        byte[] bytes = payload;
        int next = from;
        while (next <= bytes.length - Long.BYTES) {
            long inverted = ~(long) EIGHT_BYTES.get(bytes, next);
            // The lowest bit set marks the first byte that is zero, and was 0xFF.
            long fills = (inverted - LOWEST_BITS) & ~inverted & HIGHEST_BITS;
            if (fills != 0) {
                return next + Long.numberOfTrailingZeros(fills) / Byte.SIZE;
            }
            next += Long.BYTES;
        }
        while (next < bytes.length && bytes[next] != (byte) 0xFF) {
            next++;
        }
        return next;
    }

    private int halvings() {
        return shorterSide >= SMALLEST_QUARTERED_SIDE ? 2 : 0;
    }

    private boolean everyComponentScanned() {
        for (boolean scanned : componentScanned) {
            if (!scanned) {
                return false;
            }
        }
        return true;
    }

    private void writeMarker(int code) {
        essence.write(0xFF);
        essence.write(code);
    }

    private int unsigned(int index) {
        return payload[index] & 0xFF;
    }
}
