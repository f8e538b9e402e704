package dev.sluice.text;

/**
 * One place where a message holds something of a list.
 *
 * @param rule the term, pattern, host or URL hash as the list writes it
 * @param category of the list's entry
 * @param weight of the list's entry, 0..1
 * @param branch how it was found
 * @param start in the message as it came, in UTF-16 units
 * @param end exclusive
 */
public record Hit(String rule, String category, double weight, Branch branch, int start, int end) {}
