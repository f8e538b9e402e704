package dev.sluice.text;

/**
 * A word or phrase to look for.
 *
 * @param term as a person writes it
 * @param category what it is evidence of, such as {@code THREAT}
 * @param weight of one speaker's use of it, 0..1
 */
public record Term(String term, String category, double weight) {}
