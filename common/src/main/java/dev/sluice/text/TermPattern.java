package dev.sluice.text;

/**
 * A regular expression to look for, in the syntax of RE2.
 *
 * @param category what it is evidence of, such as {@code THREAT}
 * @param weight of one speaker's message that matches, 0..1
 */
public record TermPattern(String pattern, String category, double weight) {}
