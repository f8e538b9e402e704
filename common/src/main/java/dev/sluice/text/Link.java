package dev.sluice.text;

/**
 * A site or one address to look for; exactly one of the two is given, the other is empty or null.
 *
 * @param host matches itself and its subdomains, in Unicode or Punycode, without scheme and path
 * @param urlSha256 SHA-256 of one address as {@link CanonicalUrl} writes it, 64 hexadecimal digits
 * @param category what it is evidence of
 * @param weight of one speaker's use of it, 0..1
 */
public record Link(String host, String urlSha256, String category, double weight) {
    /** Whether it is one address, not a whole site. */
    boolean isAddress() {
        return urlSha256 != null && !urlSha256.isBlank();
    }

    boolean isSite() {
        return host != null && !host.isBlank();
    }
}
