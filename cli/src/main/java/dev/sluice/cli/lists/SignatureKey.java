package dev.sluice.cli.lists;

import java.util.Optional;

/**
 * A key of the topic of signatures.
 *
 * @param chunk empty if the signature is a single record
 */
public record SignatureKey(String bank, String id, String chunk) {
    /** Empty if the text is no {@code bank/signature_id[/chunk]}. */
    public static Optional<SignatureKey> parse(String key) {
        if (key == null) {
            return Optional.empty();
        }
        String[] parts = key.split("/", -1);
        return switch (parts.length) {
            case 2 -> Optional.of(new SignatureKey(parts[0], parts[1], ""));
            case 3 -> Optional.of(new SignatureKey(parts[0], parts[1], parts[2]));
            default -> Optional.empty();
        };
    }

    /** As it stands on the topic. */
    public String text() {
        return bank + "/" + id + (chunk.isEmpty() ? "" : "/" + chunk);
    }
}
