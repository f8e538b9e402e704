package dev.sluice.signature.list;

import java.util.Locale;

/** The formats of signature lists. */
public enum ListFormat {
    PDQ_TEXT("hash, hash,metadata, hash,quality,filename or hash=H,...,quality=Q, one per line"),
    LOCAL_FILE("pdq HASH, one per line, as python-threatexchange's local_file");

    private final String description;

    ListFormat(String description) {
        this.description = description;
    }

    /** What a file of it looks like. */
    public String description() {
        return description;
    }

    /** As a person writes it: {@code pdq-text}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
