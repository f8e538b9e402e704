package dev.sluice.text;

import com.ibm.icu.text.IDNA;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * An address in the one form in which its hash is listed: host in ASCII, path, query; without scheme, user, port and
 * fragment; escapes undone and made anew. The rules are those of Google Safe Browsing's "URLs and Hashing".
 *
 * @param host lower case, in Punycode, without a dot at its end
 * @param path from its first slash on, with the query
 */
public record CanonicalUrl(String host, String path) {
    private static final IDNA HOST_NAMES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);
    private static final int LONGEST_HOST = 253;
    /** Escapes of escapes of escapes; more are nobody's honest address. */
    private static final int MOST_ROUNDS = 8;

    /** @return empty if there is no host in it */
    public static Optional<CanonicalUrl> of(String url) {
        String rest = url.strip().replaceAll("[\\t\\r\\n]", "");
        int scheme = rest.indexOf("://");
        int firstDelimiter = firstOf(rest, "/?#");
        if (scheme >= 0 && scheme < firstDelimiter) {
            rest = rest.substring(scheme + 3);
        }
        int fragment = rest.indexOf('#');
        rest = fragment >= 0 ? rest.substring(0, fragment) : rest;
        int hostEnd = firstOf(rest, "/?\\");
        String authority = rest.substring(0, hostEnd);
        authority = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "");
        Optional<String> host = host(authority);
        String path = rest.substring(hostEnd);
        return host.map(name -> new CanonicalUrl(name, path(path)));
    }

    private static int firstOf(String text, String delimiters) {
        int at = 0;
        while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** A host's name in ASCII, lower case; empty if it is none. */
    static Optional<String> host(String name) {
        StringBuilder ascii = new StringBuilder();
        String dotted = name.replaceAll("^\\.+|\\.+$", "");
        if (dotted.isEmpty()
                || dotted.length() > LONGEST_HOST
                || !dotted.codePoints().allMatch(CanonicalUrl::mayBeInHost)) {
            return Optional.empty();
        }
        HOST_NAMES.nameToASCII(dotted, ascii, new IDNA.Info());
        String host = ascii.toString().toLowerCase(Locale.ROOT);
        return host.isEmpty() || host.length() > LONGEST_HOST || host.contains("..")
                ? Optional.empty()
                : Optional.of(host);
    }

    private static boolean mayBeInHost(int codePoint) {
        return codePoint > 0x7F || Character.isLetterOrDigit(codePoint) || ".-_".indexOf(codePoint) >= 0;
    }

    private static String path(String raw) {
        int query = raw.indexOf('?');
        String path = unescape(query >= 0 ? raw.substring(0, query) : raw);
        String suffix = query >= 0 ? "?" + escape(unescape(raw.substring(query + 1))) : "";
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = path.split("/", -1);
        for (String part : parts) {
            if (part.equals("..")) {
                segments.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                segments.addLast(part);
            }
        }
        String last = parts[parts.length - 1];
        boolean isFolder = last.isEmpty() || last.equals(".") || last.equals("..");
        String joined = "/" + String.join("/", segments) + (isFolder && !segments.isEmpty() ? "/" : "");
        return escape(joined) + suffix;
    }

    /** One character per byte. */
    private static String unescape(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
            for (int i = 0; i < bytes.length; i++) {
                int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
                if (low >= 0) {
                    out.write(high << 4 | low);
                    i += 2;
                } else {
                    out.write(bytes[i]);
                }
            }
            if (out.size() == bytes.length) {
                break;
            }
            bytes = out.toByteArray();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String escape(String bytes) {
        StringBuilder escaped = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char b = bytes.charAt(i);
            if (b <= 0x20 || b >= 0x7F || b == '#' || b == '%') {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) b));
            } else {
                escaped.append(b);
            }
        }
        return escaped.toString();
    }

    /** As lists of hashes write it: 64 lower-case hexadecimal digits. */
    public String sha256() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return host + path;
    }
}
