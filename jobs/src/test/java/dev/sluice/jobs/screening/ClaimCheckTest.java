package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.event.MalformedEventException;
import dev.sluice.jobs.kafka.DeadLetters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimCheckTest {
    private static final byte[] CONTENT = "the bytes of a frame".getBytes(StandardCharsets.UTF_8);
    private static final String SHA256 = DeadLetters.sha256(CONTENT);

    @TempDir
    private Path root;

    private String allowed;
    private ClaimCheck claimCheck;

    /** The same file lies in the allowed folder and in two that are not. */
    @BeforeEach
    void layOut() throws IOException {
        for (String folder : List.of("frames", "secret", "frames-secret")) {
            Files.createDirectory(root.resolve(folder));
            Files.write(root.resolve(folder).resolve("frame"), CONTENT);
        }
        allowed = "file:" + root + "/frames/";
        claimCheck = new ClaimCheck(List.of(allowed));
    }

    @Test
    void anObjectUnderAnAllowedPrefixIsFetchedWithItsDeclaredType() throws Exception {
        ClaimCheck.Fetched fetched = claimCheck.fetch(reference(allowed + "frame", SHA256, CONTENT.length));

        assertThat(fetched.contentType()).isEqualTo("image/jpeg");
        assertThat(fetched.payload()).isEqualTo(CONTENT);
    }

    @Test
    void bothWaysToWriteAFilesUriMeanTheSame() throws Exception {
        String threeSlashes = "file://" + root + "/frames/";

        assertThat(claimCheck
                        .fetch(reference(threeSlashes + "frame", SHA256, CONTENT.length))
                        .payload())
                .isEqualTo(CONTENT);
        assertThat(new ClaimCheck(List.of(threeSlashes))
                        .fetch(reference(allowed + "frame", SHA256, CONTENT.length))
                        .payload())
                .isEqualTo(CONTENT);
    }

    @Test
    void aPathThatStaysInTheFolderMayHaveDotSegments() throws Exception {
        assertThat(claimCheck
                        .fetch(reference(allowed + "./day/../frame", SHA256, CONTENT.length))
                        .payload())
                .isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:{root}/secret/frame",
                "file:{root}/frames-secret/frame",
                "file:{root}/frames",
                "{root}/frames/frame",
                "FILE:{root}/frames/frame",
                "file://host{root}/frames/frame",
                "s3://bucket/frame",
                "http://127.0.0.1/frame",
                "frame"
            })
    void whatLiesElsewhereIsForbidden(String uri) {
        assertRefused("FORBIDDEN_URI", reference(at(uri), SHA256, CONTENT.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret/frame",
                "x/../../secret/frame",
                ".//../secret/frame",
                "%2e%2e/secret/frame",
                ".%2E/secret/frame",
                "%2E%2e%2fsecret%2Fframe",
                "..%2fsecret/frame",
                "..%5csecret/frame",
                "?/../../secret/frame",
                "#/../../secret/frame",
                "../../../../../../../../../../../../etc/passwd"
            })
    void noWayOfClimbingOutOfTheFolderIsTaken(String path) {
        assertRefused("FORBIDDEN_URI", reference(allowed + path, SHA256, CONTENT.length));
    }

    @Test
    void aPrefixWithoutASlashAtItsEndIsAFolderToo() throws Exception {
        claimCheck = new ClaimCheck(List.of("file:" + root + "/frames"));

        assertThat(claimCheck
                        .fetch(reference(allowed + "frame", SHA256, CONTENT.length))
                        .payload())
                .isEqualTo(CONTENT);
        assertRefused("FORBIDDEN_URI", reference(at("file:{root}/frames-secret/frame"), SHA256, CONTENT.length));
    }

    @Test
    void withoutAllowedPrefixesEveryClaimCheckIsRefused() {
        claimCheck = new ClaimCheck(List.of());

        assertRefused("FORBIDDEN_URI", reference(allowed + "frame", SHA256, CONTENT.length));
    }

    @Test
    void anObjectWithOtherBytesIsRefused() {
        assertRefused("SHA256_MISMATCH", reference(allowed + "frame", DeadLetters.sha256(new byte[1]), CONTENT.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void anObjectThatIsLongerOrShorterThanPromisedIsRefused(int difference) {
        assertRefused("SIZE_MISMATCH", reference(allowed + "frame", SHA256, CONTENT.length + difference));
    }

    @Test
    void aMissingObjectOrAFolderIsUnreachable() {
        assertRefused("UNREACHABLE", reference(allowed + "other", SHA256, CONTENT.length));
        assertRefused("UNREACHABLE", reference(allowed, SHA256, CONTENT.length));
    }

    @Test
    void aSizeOverTheBoundIsRefusedBeforeAnythingIsRead() {
        assertRefused("TOO_LARGE", reference(allowed + "other", SHA256, (8L << 20) + 1));
        assertRefused("TOO_LARGE", reference(allowed + "other", SHA256, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aSizeOfNothingIsOutOfRange(long size) {
        assertRefused("OUT_OF_RANGE", reference(allowed + "frame", SHA256, size));
    }

    @Test
    void whatIsNoClaimCheckIsRefusedByItsField() {
        assertRefused("NOT_JSON", utf8("no json"));
        assertRefused("MISSING_FIELD", utf8("{}"));
        assertRefused("BAD_HASH", reference(allowed + "frame", "abc", CONTENT.length));
        assertRefused("WRONG_TYPE", reference("file: no uri", SHA256, CONTENT.length));
    }

    private void assertRefused(String error, byte[] reference) {
        MalformedEventException refusal =
                catchThrowableOfType(MalformedEventException.class, () -> claimCheck.fetch(reference));
        assertThat(refusal).isNotNull();
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal).message().doesNotContain(root.toString());
    }

    private String at(String uri) {
        return uri.replace("{root}", root.toString());
    }

    private static byte[] reference(String uri, String sha256, long size) {
        return utf8("""
                {"uri": "%s", "sha256": "%s", "size": %d, "content_type": "image/jpeg"}
                """.formatted(uri, sha256, size));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
