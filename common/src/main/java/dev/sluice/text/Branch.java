package dev.sluice.text;

/** How far a text had to be bent until something of a list was found in it. */
public enum Branch {
    /** As listed, but for case, width, marks and punctuation. */
    PLAIN,
    /** With look-alikes, digits for letters, or letters repeated. */
    SKELETON,
    /** With gaps inside of words, or without the gaps between them. */
    COMPACT,
    /** By a regular expression. */
    PATTERN,
    /** By a link. */
    LINK
}
