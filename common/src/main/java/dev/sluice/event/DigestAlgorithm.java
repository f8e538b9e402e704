package dev.sluice.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The digests by which lists name exact copies of files. */
public enum DigestAlgorithm {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32);

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]+");

    private final String standardName;
    private final int bytes;

    DigestAlgorithm(String standardName, int bytes) {
        this.standardName = standardName;
        this.bytes = bytes;
    }

    /** By its constant's name; empty if it is another's, which cannot be compared. */
    public static Optional<DigestAlgorithm> of(String name) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    /** Digits of a digest in hexadecimal. */
    public int digits() {
        return 2 * bytes;
    }

    /** Whether a text is a digest in hexadecimal, in either case. */
    public boolean isDigest(String hex) {
        return hex.length() == digits() && HEXADECIMAL.matcher(hex).matches();
    }

    /** The digest of some bytes. */
    public byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance(standardName).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + standardName, e);
        }
    }
}
