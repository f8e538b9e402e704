package dev.sluice.text;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A site or one address to look for; exactly one of the two is given, the other is empty or null.
 *
 * @param host matches itself and its subdomains, in Unicode or Punycode, without scheme and path
 * @param urlSha256 SHA-256 of one address as {@link CanonicalUrl} writes it, 64 hexadecimal digits
 * @param category what it is evidence of
 * @param weight of one speaker's use of it, 0..1
 */
public record Link(String host, String urlSha256, String category, double weight) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** Why it cannot be looked for, and what to do. */
    public Optional<String> problem() {
        if (isSite()) {
            return LinkFinder.listedHost(host).isPresent()
                    ? Optional.empty()
                    : Optional.of("is no host's name: write example.com, without scheme and path");
        }
        return urlSha256 != null && SHA256.matcher(urlSha256).matches()
                ? Optional.empty()
                : Optional.of("is no SHA-256 digest: expected 64 hexadecimal digits");
    }

    /** Whether it is a whole site, not one address. */
    boolean isSite() {
        return host != null && !host.isBlank();
    }
}
