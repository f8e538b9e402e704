package dev.sluice.jobs.screening;

import dev.sluice.event.EventCodec;
import dev.sluice.event.FrameRef;
import dev.sluice.event.MalformedEventException;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.media.FrameDecoder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/** Fetches the bytes that a claim check names, from allowed places only, and verifies them. */
final class ClaimCheck {
    /** What is larger would not be decoded. */
    private static final int MOST_BYTES = FrameDecoder.Limits.DEFAULT.maxBytes();

    /** A dot segment that is left, or a dot or separator in disguise. */
    private static final Pattern CLIMBS = Pattern.compile("/\\.\\./|%2e|%2f|%5c", Pattern.CASE_INSENSITIVE);

    private final List<String> allowedPrefixes;
    private final EventCodec codec = new EventCodec();

    ClaimCheck(List<String> allowedPrefixes) {
        this.allowedPrefixes = allowedPrefixes.stream().map(ClaimCheck::folder).toList();
    }

    /** Verified bytes and their declared type. */
    record Fetched(String contentType, byte[] payload) {}

    Fetched fetch(byte[] json) throws MalformedEventException {
        FrameRef ref = codec.readFrameRef(json);
        String uri = normalised(ref.uri());
        if (allowedPrefixes.stream().noneMatch(uri::startsWith)) {
            throw new MalformedEventException(
                    "FORBIDDEN_URI", "the claim check's uri begins with none of the allowed prefixes");
        }
        if (ref.size() < 1 || ref.size() > MOST_BYTES) {
            throw new MalformedEventException(
                    ref.size() < 1 ? "OUT_OF_RANGE" : "TOO_LARGE",
                    "the claim check's size is " + ref.size() + " bytes, must be 1.." + MOST_BYTES);
        }
        byte[] payload = read(uri, (int) ref.size());
        if (payload.length != ref.size()) {
            throw new MalformedEventException(
                    "SIZE_MISMATCH",
                    "the object has " + (payload.length > ref.size() ? "more" : "fewer") + " than the " + ref.size()
                            + " bytes that the claim check promises");
        }
        if (!DeadLetters.sha256(payload).equals(ref.sha256())) {
            throw new MalformedEventException("SHA256_MISMATCH", "the object's sha256 is not that of the claim check");
        }
        return new Fetched(ref.contentType(), payload);
    }

    /** Without dot segments, so that an allowed prefix cannot be left again. */
    private static String normalised(String uri) throws MalformedEventException {
        try {
            String normal = withoutEmptyAuthority(new URI(uri).normalize().toString());
            if (CLIMBS.matcher(normal).find()) {
                throw new MalformedEventException("FORBIDDEN_URI", "the claim check's uri climbs out of its folder");
            }
            return normal;
        } catch (URISyntaxException e) {
            throw new MalformedEventException("WRONG_TYPE", "uri: is not a URI");
        }
    }

    /** With a slash at its end, so that {@code s3://frames} does not allow {@code s3://frames-of-others}. */
    private static String folder(String prefix) {
        String uri = withoutEmptyAuthority(prefix);
        return uri.endsWith("/") ? uri : uri + "/";
    }

    /** {@code file:///mnt} and {@code file:/mnt} are the same place. */
    private static String withoutEmptyAuthority(String uri) {
        return uri.startsWith("file:///") ? "file:" + uri.substring("file://".length()) : uri;
    }

    /** One byte more than promised is read, to notice an object that is too long. */
    private static byte[] read(String uri, int size) throws MalformedEventException {
        Path path = new Path(uri);
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            return in.readNBytes(size + 1);
        } catch (IOException | RuntimeException e) {
            throw new MalformedEventException(
                    "UNREACHABLE",
                    "the claim check's object cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
