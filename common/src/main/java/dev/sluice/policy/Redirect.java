package dev.sluice.policy;

import java.util.Map;

/**
 * Where help is, by language.
 *
 * @param languages https address by language code ({@code en} is always among them)
 */
public record Redirect(String name, Map<String, String> languages) {
    public static final String FALLBACK_LANGUAGE = "en";

    public Redirect {
        languages = Sorted.copyOf(languages);
    }

    /** The address for a language such as {@code pt-BR}: that one's, else its base language's, else the English one. */
    public String url(String language) {
        String code = language == null ? FALLBACK_LANGUAGE : language;
        String base = code.replaceFirst("[-_].*", "");
        String fallback = languages.get(FALLBACK_LANGUAGE);
        return languages.getOrDefault(code, languages.getOrDefault(base, fallback));
    }
}
