package dev.sluice.cli.kafka;

import dev.sluice.event.Topic;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Who works with Sluice's topics, and what each may do with them: the README's table as access rights. */
@SuppressWarnings("ImmutableEnumChecker") // Set.copyOf gives immutable sets, whose type does not say so.
public enum Role {
    /** The screening job. It writes signatures too: those of confirmed streams. */
    JOB(
            EnumSet.of(
                    Topic.FRAMES,
                    Topic.CHAT,
                    Topic.STREAMS,
                    Topic.REPORTS,
                    Topic.SIGNALS,
                    Topic.SIGNATURES,
                    Topic.POLICY,
                    Topic.ACCOUNTS,
                    Topic.ACCOUNT_NOTES,
                    Topic.VERDICTS,
                    Topic.KILL_ACKS,
                    Topic.DIRECTIVES),
            EnumSet.of(
                    Topic.FLAGS,
                    Topic.KILLS,
                    Topic.DIRECTIVES,
                    Topic.DECISIONS,
                    Topic.ACCOUNT_NOTES,
                    Topic.SIGNATURES,
                    Topic.DEADLETTERS)),
    /** Puts frames, chat, stream events and viewers' reports on Kafka, and obeys directives. */
    PUBLISHER(EnumSet.of(Topic.DIRECTIVES), EnumSet.of(Topic.FRAMES, Topic.CHAT, Topic.STREAMS, Topic.REPORTS)),
    /** Ends sessions. */
    STOPPER(EnumSet.of(Topic.KILLS), EnumSet.of(Topic.KILL_ACKS)),
    /** The reviewers' tool. */
    REVIEWER(
            EnumSet.of(Topic.FLAGS, Topic.KILLS, Topic.KILL_ACKS, Topic.DIRECTIVES, Topic.DECISIONS),
            EnumSet.of(Topic.VERDICTS)),
    /** Keeps the lists of signatures. */
    CURATOR(EnumSet.of(Topic.SIGNATURES, Topic.DEADLETTERS), EnumSet.of(Topic.SIGNATURES)),
    /** Keeps the policy and declares incidents, and reads what came of them. */
    POLICY_OWNER(EnumSet.of(Topic.POLICY, Topic.DECISIONS), EnumSet.of(Topic.POLICY)),
    /** Tells the standing of accounts. */
    PLATFORM(EnumSet.of(Topic.ACCOUNTS, Topic.DECISIONS), EnumSet.of(Topic.ACCOUNTS)),
    /** Another system, such as a classifier. */
    SIGNALLER(EnumSet.noneOf(Topic.class), EnumSet.of(Topic.SIGNALS)),
    /** {@code sluice canary}: a publisher and a reviewer with a signature. */
    CANARY(
            EnumSet.of(Topic.FLAGS, Topic.SIGNATURES, Topic.POLICY),
            EnumSet.of(Topic.FRAMES, Topic.STREAMS, Topic.SIGNATURES, Topic.VERDICTS)),
    /** Makes the topics, and reads whatever Sluice says; not what people say. */
    OPERATOR(
            EnumSet.of(
                    Topic.FLAGS,
                    Topic.KILLS,
                    Topic.KILL_ACKS,
                    Topic.DIRECTIVES,
                    Topic.DECISIONS,
                    Topic.DEADLETTERS,
                    Topic.POLICY),
            EnumSet.noneOf(Topic.class));

    private final Set<Topic> reads;
    private final Set<Topic> writes;

    Role(Set<Topic> reads, Set<Topic> writes) {
        this.reads = Set.copyOf(reads);
        this.writes = Set.copyOf(writes);
    }

    public boolean reads(Topic topic) {
        return reads.contains(topic);
    }

    public boolean writes(Topic topic) {
        return writes.contains(topic);
    }

    /** Its user's name unless one is given. */
    public String usualUser() {
        return "sluice-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
