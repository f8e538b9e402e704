package dev.sluice.text;

/**
 * A link to look for: a whole host, or one address of which only the digest is known. One of the two is given.
 *
 * @param host such as {@code files.example}; null if {@code urlSha256} is given
 * @param urlSha256 64 hexadecimal digits in lower case; null if {@code host} is given
 * @param category what it is evidence of, such as {@code FILE_HOST}
 * @param weight of one speaker's message that has it, 0..1
 */
public record Link(String host, String urlSha256, String category, double weight) {}
