package dev.sluice.policy;

import java.util.Map;

/**
 * Where help is, by language.
 *
 * @param languages https address by language code ({@code en} is always among them)
 */
public record Redirect(String name, Map<String, String> languages) {
    /** Shown where no other fits. */
    public static final String FALLBACK_LANGUAGE = "en";

    public Redirect {
        languages = Sorted.copyOf(languages);
    }
}
