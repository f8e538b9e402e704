package dev.sluice.screening;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Deterministic ids: the same cause has the same id on every machine and after every replay. */
final class Ids {
    private static final int ID_BYTES = 16;

    private Ids() {}

    /** A kind and 128 bits of the SHA-256 over the parts. */
    static String of(String kind, Object... parts) {
        return kind + "-" + HexFormat.of().formatHex(digest(parts), 0, ID_BYTES);
    }

    /** The whole SHA-256 over the parts, in hexadecimal digits. */
    static String sha256(Object... parts) {
        return HexFormat.of().formatHex(digest(parts));
    }

    private static byte[] digest(Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                // A separator, so that ("ab", "c") and ("a", "bc") differ.
                digest.update((byte) 0);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
