package dev.sluice.jobs.metric;

import dev.sluice.event.Flag;
import dev.sluice.signature.CatalogueSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** New flags by what led to them, and under which catalogue and policy a task screens. */
public final class ScreeningMetrics {
    private final Metered metered;
    private final LabelledCounter flags;
    private final LabelledCounter ruleFlags;
    private final LabelledCounter bankFlags;
    private final Histogram flagLatency;

    public ScreeningMetrics(MetricGroup operator) {
        metered = new Metered(operator);
        flags = metered.labelled(JobMetric.FLAGS);
        ruleFlags = metered.labelled(JobMetric.RULE_FLAGS);
        bankFlags = metered.labelled(JobMetric.BANK_FLAGS);
        flagLatency = metered.histogram(JobMetric.FLAG_LATENCY);
    }

    /**
     * Shows what is known.
     *
     * @param ageMillis since the newest record was applied
     * @param loadMillis that reading all of it took
     */
    public void showCatalogue(Supplier<CatalogueSnapshot> catalogue, LongSupplier ageMillis, LongSupplier loadMillis) {
        metered.gauge(JobMetric.CATALOGUE_VERSION, () -> catalogue.get().version());
        metered.gauge(JobMetric.CATALOGUE_SIGNATURES, () -> catalogue.get().signatures());
        metered.gauge(JobMetric.CATALOGUE_AGE, ageMillis::getAsLong);
        metered.gauge(JobMetric.CATALOGUE_LOAD, loadMillis::getAsLong);
    }

    /** Shows which policy is in force. Reporters such as Prometheus' know numbers only. */
    public void showPolicy(Supplier<String> version) {
        metered.gauge(JobMetric.POLICY_VERSION, () -> number(version.get()));
    }

    /** A flag's first revision; later ones are not counted. */
    public void flagged(Flag flag) {
        flags.inc(flag.reason());
        if (!flag.matches().isEmpty()) {
            bankFlags.inc(flag.matches().get(0).bank());
        }
    }

    /** A rule's flag, its first revision. */
    public void flaggedBy(String rule) {
        ruleFlags.inc(rule);
    }

    /** A frame led to a new flag so long after the broker took it in. */
    public void frameToFlag(long millis) {
        flagLatency.update(Math.max(0, millis));
    }

    private static long number(String version) {
        CRC32 crc = new CRC32();
        crc.update(version.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
