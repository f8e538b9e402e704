package dev.sluice.jobs.metric;

import java.util.Optional;

/**
 * Every metric of the jobs' operators. Each lies in the group {@value #GROUP} of its operator's group; one with a label lies
 * in a further group of that key and the label's value. The values of a label are bounded, and never name a stream, an
 * account or a signature.
 */
public enum JobMetric {
    FRAMES_SEEN("SampleFrames", "framesSeen", Kind.COUNTER, "frames", "Frames read from their topic."),
    FRAMES_SAMPLED("SampleFrames", "framesSampled", Kind.COUNTER, "frames", "Frames chosen to be looked at."),
    FRAMES_SHED(
            "SampleFrames",
            "framesShed",
            Kind.COUNTER,
            "frames",
            "Frames left out because the source lags or a stream floods."),
    SOURCE_LAG(
            "SampleFrames",
            "sourceLagMillis",
            Kind.GAUGE,
            "ms",
            "How long after the broker took them in frames are sampled, in the partition of the task that lags most;"
                    + " grows while one waits for the operators behind. 0 if no frame came for 10 s."),
    SHED_LEVEL(
            "SampleFrames",
            "shedLevel",
            Kind.GAUGE,
            "0..1",
            "Share of its usual frames that a stream without a directive loses at present."),
    FRAMES_FINGERPRINTED(
            "FingerprintFrames",
            "framesFingerprinted",
            Kind.COUNTER,
            "frames",
            "Sampled frames that were decoded and fingerprinted; a segment counts once."),
    DECODE_ERRORS(
            "FingerprintFrames",
            "decodeErrors",
            Kind.COUNTER,
            "frames",
            "reason",
            "Sampled frames that could not be decoded, by the decoder's error."),
    DECODE_MILLIS(
            "FingerprintFrames",
            "decodeMillis",
            Kind.HISTOGRAM,
            "ms",
            "Time to decode a frame, failures too; without fetching a claim check and without fingerprinting."),
    DEAD_LETTERS(
            "each that writes dead letters",
            "deadLetters",
            Kind.COUNTER,
            "records",
            "reason",
            "Records that could not be used, by the dead letter's error."),
    FLAG_LATENCY(
            "ScreenStream",
            "flagLatencyMillis",
            Kind.HISTOGRAM,
            "ms",
            "From the broker taking in a frame to the first revision of a flag that it led to."),
    FLAGS("ScreenStream", "flags", Kind.COUNTER, "flags", "cause", "New flags, by their reason; no later revisions."),
    RULE_FLAGS("ScreenStream", "ruleFlags", Kind.COUNTER, "flags", "rule", "New flags of rules, by rule."),
    BANK_FLAGS("ScreenStream", "bankFlags", Kind.COUNTER, "flags", "bank", "New flags of matches, by bank."),
    CATALOGUE_VERSION(
            "ScreenStream",
            "catalogueVersion",
            Kind.GAUGE,
            "offset",
            "The next offset of the signatures' topic: what was read. Equal on all tasks but for moments."),
    CATALOGUE_SIGNATURES("ScreenStream", "catalogueSignatures", Kind.GAUGE, "signatures", "Signatures in memory."),
    CATALOGUE_AGE(
            "ScreenStream",
            "catalogueAgeMillis",
            Kind.GAUGE,
            "ms",
            "Time since the newest record of the signatures' topic was applied; since loading if none was."),
    CATALOGUE_LOAD(
            "ScreenStream",
            "catalogueLoadMillis",
            Kind.GAUGE,
            "ms",
            "How long this process took to read all signatures before its first frame."),
    POLICY_VERSION(
            "ScreenStream",
            "policyVersion",
            Kind.GAUGE,
            "number",
            "CRC-32 of the version's text of the policy in force: it tells a change, and tasks that disagree. The text"
                    + " stands in the topic of decisions (POLICY_IN_FORCE)."),
    KILLS("GateKills", "kills", Kind.COUNTER, "kills", "authority", "Kills released, by who decided; repeats too."),
    BANK_KILLS("GateKills", "bankKills", Kind.COUNTER, "kills", "bank", "Kills released on a match, by bank."),
    KILLS_WITHHELD(
            "GateKills",
            "killsWithheld",
            Kind.COUNTER,
            "kills",
            "reason",
            "Kills that became P0 flags: BUDGET (used up) or SIGNATURE (hits many accounts, or is disputed)."),
    KILL_BUDGET_MINUTE(
            "GateKills",
            "killBudgetLeftMinute",
            Kind.GAUGE,
            "kills",
            "Automatic kills that may still be released this minute. After a restart full until the first request."),
    KILL_BUDGET_HOUR(
            "GateKills",
            "killBudgetLeftHour",
            Kind.GAUGE,
            "kills",
            "Automatic kills that may still be released this hour. After a restart full until the first request."),
    KILL_BREAKER(
            "GateKills",
            "killBreakerOpen",
            Kind.GAUGE,
            "0 or 1",
            "1 while a budget is used up, so that the next automatic kill becomes a P0 flag."),
    KILLS_UNACKNOWLEDGED(
            "GateKills",
            "killsUnacknowledged",
            Kind.GAUGE,
            "kills",
            "Kills released of which nobody has said yet that they were carried out.");

    /** Stands before every name. */
    public static final String GROUP = "sluice";

    private static final String PROMETHEUS_SCOPE = "flink_taskmanager_job_task_operator_" + GROUP + "_";

    private final String operator;
    private final String metricName;
    private final Kind kind;
    private final String unit;
    private final String label;
    private final String description;

    JobMetric(String operator, String metricName, Kind kind, String unit, String description) {
        this(operator, metricName, kind, unit, null, description);
    }

    JobMetric(String operator, String metricName, Kind kind, String unit, String label, String description) {
        this.operator = operator;
        this.metricName = metricName;
        this.kind = kind;
        this.unit = unit;
        this.label = label;
        this.description = description;
    }

    /** What it measures with. */
    public enum Kind {
        /** Rises; from 0 again when a task starts. */
        COUNTER,
        /** The present value. */
        GAUGE,
        /** Quantiles of the latest {@value Metered#HISTOGRAM_WINDOW} values of a task. */
        HISTOGRAM
    }

    /** The operator's name, as in the picture of the data flow. */
    public String operator() {
        return operator;
    }

    /** The name within the group {@value #GROUP}. */
    public String metricName() {
        return metricName;
    }

    public Kind kind() {
        return kind;
    }

    public String unit() {
        return unit;
    }

    /** The key of its label, if it has one. */
    public Optional<String> label() {
        return Optional.ofNullable(label);
    }

    public String description() {
        return description;
    }

    /** The name under which Flink's Prometheus reporter shows it with its default settings. */
    public String prometheusName() {
        return PROMETHEUS_SCOPE + label().map(key -> key + "_").orElse("") + metricName;
    }
}
