package dev.sluice.screening;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.Flag;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Frames behind each other in bytes. They begin with what all of them share (stream, account, topic, partition); each frame
 * begins with its length in two bytes and its time. Numbers take as many bytes as they need, low ones few, seven bits in each.
 */
final class PackedFrames {
    /** A variant is written as its place here. Saved states hold these: others may only follow. */
    private static final List<Variant> VARIANTS = List.of(
            Variant.ORIGINAL,
            Variant.MIRROR,
            Variant.TRIM,
            Variant.TRIM_MIRROR,
            Variant.INVERTED,
            Variant.ROTATE_90,
            Variant.ROTATE_180,
            Variant.ROTATE_270,
            Variant.UPSIDE_DOWN,
            Variant.TOP,
            Variant.TOP_MIRROR,
            Variant.BOTTOM,
            Variant.BOTTOM_MIRROR,
            Variant.LEFT,
            Variant.LEFT_MIRROR,
            Variant.RIGHT,
            Variant.RIGHT_MIRROR,
            Variant.INSET,
            Variant.INSET_MIRROR);

    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGEST = 32;

    private static final int PARTIAL = 1;
    /** Its evidence has a digest, which is not kept as text. */
    private static final int DIGESTED = 2;

    private PackedFrames() {}

    /** A frame by itself. */
    static byte[] of(FrameFingerprints frame) {
        return concatenated(shared(frame), packed(frame));
    }

    /** Another frame behind those; empty if it shares not enough with them. */
    static Optional<byte[]> with(byte[] frames, FrameFingerprints frame) {
        byte[] shared = shared(frame);
        boolean same =
                frames.length > shared.length && Arrays.equals(frames, 0, shared.length, shared, 0, shared.length);
        return same ? Optional.of(concatenated(frames, packed(frame))) : Optional.empty();
    }

    /** Where the first frame begins. */
    static int first(byte[] frames) {
        ByteBuffer in = ByteBuffer.wrap(frames);
        readText(in);
        readText(in);
        readText(in);
        readNumber(in);
        return in.position();
    }

    /** Where the frame behind that one begins; the length of all if there is none. */
    static int next(byte[] frames, int at) {
        return at + Short.BYTES + Short.toUnsignedInt(ByteBuffer.wrap(frames).getShort(at));
    }

    /** The time of the frame that begins there. */
    static long ptsMillis(byte[] frames, int at) {
        return readNumber(ByteBuffer.wrap(frames).position(at + Short.BYTES));
    }

    /** The frame that begins there and all behind it. */
    static List<FrameFingerprints> from(byte[] frames, int at) {
        ByteBuffer in = ByteBuffer.wrap(frames);
        String streamId = readText(in);
        String accountId = readText(in);
        String topic = readText(in);
        int partition = (int) readNumber(in);
        in.position(at);
        List<FrameFingerprints> unpacked = new ArrayList<>();
        while (in.hasRemaining()) {
            in.position(in.position() + Short.BYTES);
            unpacked.add(read(in, streamId, accountId, topic, partition));
        }
        return unpacked;
    }

    private static FrameFingerprints read(
            ByteBuffer in, String streamId, String accountId, String topic, int partition) {
        long ptsMillis = readNumber(in);
        int flags = in.get();
        Flag.Coverage coverage = new Flag.Coverage(readNumber(in), readNumber(in), readNumber(in));
        long offset = readNumber(in);
        long sequence = readNumber(in);
        long evidenceMillis = readNumber(in);
        long appendedAtMillis = readNumber(in);
        String sha256 = (flags & DIGESTED) != 0 ? readDigest(in) : readText(in);
        List<Fingerprint> fingerprints = new ArrayList<>();
        for (int count = in.get(); count > 0; count--) {
            fingerprints.add(new Fingerprint(
                    VARIANTS.get(in.get()),
                    new PdqHash(in.getLong(), in.getLong(), in.getLong(), in.getLong()),
                    in.get()));
        }
        List<PayloadDigest> digests = new ArrayList<>();
        for (int count = in.get(); count > 0; count--) {
            digests.add(new PayloadDigest(in.getLong(), in.getLong()));
        }
        return new FrameFingerprints(
                streamId,
                accountId,
                ptsMillis,
                (flags & PARTIAL) != 0,
                fingerprints,
                coverage,
                new Flag.FrameEvidence(topic, partition, offset, sequence, evidenceMillis, sha256, appendedAtMillis),
                digests);
    }

    private static byte[] shared(FrameFingerprints frame) {
        return written(out -> {
            writeText(out, frame.streamId());
            writeText(out, frame.accountId());
            writeText(out, frame.evidence().topic());
            writeNumber(out, frame.evidence().partition());
        });
    }

    private static byte[] packed(FrameFingerprints frame) {
        byte[] body = written(out -> writeFrame(out, frame));
        return concatenated(new byte[] {(byte) (body.length >> Byte.SIZE), (byte) body.length}, body);
    }

    private static void writeFrame(DataOutputStream out, FrameFingerprints frame) throws IOException {
        Flag.FrameEvidence evidence = frame.evidence();
        boolean digested = isDigest(evidence.sha256());
        writeNumber(out, frame.ptsMillis());
        out.writeByte((frame.partial() ? PARTIAL : 0) | (digested ? DIGESTED : 0));
        writeNumber(out, frame.coverage().framesSeen());
        writeNumber(out, frame.coverage().framesSampled());
        writeNumber(out, frame.coverage().framesShed());
        writeNumber(out, evidence.offset());
        writeNumber(out, evidence.sequence());
        writeNumber(out, evidence.ptsMillis());
        writeNumber(out, evidence.appendedAtMillis());
        if (digested) {
            out.write(HEX.parseHex(evidence.sha256()));
        } else {
            writeText(out, evidence.sha256());
        }
        out.writeByte(frame.fingerprints().size());
        for (Fingerprint fingerprint : frame.fingerprints()) {
            PdqHash hash = fingerprint.hash();
            out.writeByte(VARIANTS.indexOf(fingerprint.variant()));
            out.writeLong(hash.w0());
            out.writeLong(hash.w1());
            out.writeLong(hash.w2());
            out.writeLong(hash.w3());
            out.writeByte(fingerprint.quality());
        }
        out.writeByte(frame.digests().size());
        for (PayloadDigest digest : frame.digests()) {
            out.writeLong(digest.high());
            out.writeLong(digest.low());
        }
    }

    /** As bytes are written when they are read back: in lower case. */
    private static boolean isDigest(String text) {
        return DigestAlgorithm.SHA256.isDigest(text) && text.equals(text.toLowerCase(Locale.ROOT));
    }

    private static String readDigest(ByteBuffer in) {
        return HEX.formatHex(readBytes(in, DIGEST));
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeNumber(out, bytes.length);
        out.write(bytes);
    }

    private static String readText(ByteBuffer in) {
        return new String(readBytes(in, (int) readNumber(in)), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static void writeNumber(DataOutputStream out, long number) throws IOException {
        // The sign goes to the lowest bit, so that numbers below zero are short, too.
        long rest = number << 1 ^ number >> (Long.SIZE - 1);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readNumber(ByteBuffer in) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            number |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return number >>> 1 ^ -(number & 1);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
