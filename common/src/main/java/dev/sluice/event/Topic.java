package dev.sluice.event;

import java.util.Locale;

/** The contracts between Sluice and the world; a deployment's prefix stands before each name. */
public enum Topic {
    FRAMES(false),
    CHAT(false),
    STREAMS(false),
    REPORTS(false),
    SIGNALS(false),
    SIGNATURES(true),
    POLICY(true),
    ACCOUNTS(true),
    VERDICTS(false),
    KILL_ACKS(false),
    FLAGS(false),
    KILLS(false),
    DIRECTIVES(true),
    DECISIONS(false),
    ACCOUNT_NOTES(false),
    DEADLETTERS(false);

    private final boolean compacted;

    Topic(boolean compacted) {
        this.compacted = compacted;
    }

    /** Whether the broker keeps the last value per key instead of deleting by age. */
    public boolean compacted() {
        return compacted;
    }

    /** The topic's name under a prefix such as {@code "sluice."}: in lower case, with hyphens between words. */
    public String name(String prefix) {
        return prefix + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The CloudEvents type of its events. */
    public String eventType() {
        return name("dev.sluice.") + ".v1";
    }
}
