package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadDigestTest {
    private static final byte[] FOX = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);

    /** As in Wikipedia's articles on the three. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 9e107d9d372bb6826bd81d3542a419d6",
        "SHA1, 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "SHA256, d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
        "SHA256, D7A8FBB307D7809469CA9ABCB0082E4F8D5651E46D3CDB762D02D0BF37C9E592"
    })
    void whatListsWriteIsWhatTheBytesHave(DigestAlgorithm algorithm, String hex) {
        PayloadDigest digest = PayloadDigest.of(algorithm, FOX);

        assertThat(PayloadDigest.parse(algorithm.name(), hex)).contains(digest);
        assertThat(PayloadDigest.ofHash(digest.asHash())).isEqualTo(digest);
    }

    @Test
    void whatIsNoDigestOfTheAlgorithmIsNone() {
        String md5 = "9e107d9d372bb6826bd81d3542a419d6";
        assertThat(PayloadDigest.parse("SHA1", md5)).isEmpty();
        assertThat(PayloadDigest.parse("BLAKE3", md5)).isEmpty();
        assertThat(PayloadDigest.parse("MD5", md5.replace('9', 'g'))).isEmpty();
        assertThat(PayloadDigest.parse("MD5", "")).isEmpty();
    }
}
