package dev.sluice.signature.list;

import dev.sluice.event.SignatureEvent;

/** What those who share a signature think of it together; the names are those of {@link SignatureEvent#opinion}. */
enum Opinion {
    /** Known material; the only opinion that may lead to a kill. */
    POSITIVE,
    /** Worth a look, not confirmed. */
    SEED,
    /** Known to be harmless. */
    NEGATIVE,
    /** Some say this, some say that. */
    DISPUTED;

    /** The category that python-threatexchange made of all opinions; a seed if it is none that is known. */
    static Opinion ofCategory(String category) {
        return switch (category) {
            case "POSITIVE_CLASS", "POSITIVE", "TRUE_POSITIVE" -> POSITIVE;
            case "NEGATIVE_CLASS", "NEGATIVE", "FALSE_POSITIVE" -> NEGATIVE;
            case "DISPUTED" -> DISPUTED;
            default -> SEED;
        };
    }

    /** Of two sources together: a contradiction is disputed, and a confirmation outweighs a mere seed. */
    Opinion and(Opinion other) {
        if (this == other || other == SEED) {
            return this;
        }
        return this == SEED ? other : DISPUTED;
    }
}
