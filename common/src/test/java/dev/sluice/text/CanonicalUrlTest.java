package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of Safe Browsing's "URLs and Hashing" where they fit: it keeps scheme and port longer. */
class CanonicalUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://host/%25%32%35, host/%25",
        "http://host/%25%32%35%25%32%35, host/%25%25",
        "http://host/%2525252525252525, host/%25",
        "http://host/asdf%25%32%35asd, host/asdf%25asd",
        "http://www.google.com/, www.google.com/",
        "http://www.google.com/blah/.., www.google.com/",
        "www.google.com/, www.google.com/",
        "www.google.com, www.google.com/",
        "http://www.evil.com/blah#frag, www.evil.com/blah",
        "http://www.GOOgle.com/, www.google.com/",
        "http://www.google.com.../, www.google.com/",
        "http://www.google.com/q?, www.google.com/q?",
        "http://www.google.com/q?r?, www.google.com/q?r?",
        "http://evil.com/foo#bar#baz, evil.com/foo",
        "http://evil.com/foo;, evil.com/foo;",
        "http://evil.com/foo?bar;, evil.com/foo?bar;",
        "http://notrailingslash.com, notrailingslash.com/",
        "http://www.gotaport.com:1234/, www.gotaport.com/",
        "https://www.securesite.com/, www.securesite.com/",
        "http://host.com/ab%23cd, host.com/ab%23cd",
        "http://host.com//twoslashes?more//slashes, host.com/twoslashes?more//slashes",
        "http://user:pw@host.com/a/../b/./c/, host.com/b/c/",
        "http://host.com/ü, host.com/%C3%BC",
        "http://host.com?a=b, host.com/?a=b",
    })
    void hasOneForm(String url, String canonical) {
        assertThat(CanonicalUrl.of(url)).hasToString("Optional[" + canonical + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "http:///x", "...", "http://a b.com/", "#x", "http://a..b/"})
    void whatHasNoHostIsNone(String url) {
        assertThat(CanonicalUrl.of(url)).isEmpty();
    }

    @Test
    void itsHashIsSha256OfThatForm() {
        // printf 'example.com/' | sha256sum
        assertThat(CanonicalUrl.of("https://example.com").orElseThrow().sha256())
                .isEqualTo("73d986e009065f182c10bcb6a45db3d6eda9498f8930654af2653f8a938cd801");
    }
}
