package dev.sluice.jobs.metric;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.KillBudget;
import dev.sluice.screening.KillGate;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;

/** Kills released and withheld, and what is left of the budgets. Written by the task, read by reporters. */
public final class KillMetrics {
    private final LongSupplier clock;
    private final LabelledCounter kills;
    private final LabelledCounter bankKills;
    private final LabelledCounter withheld;
    private volatile KillBudget budget = KillBudget.UNUSED;
    private volatile PolicyDocument.Kills settings;

    /**
     * @param clock epoch milliseconds
     * @param unacknowledged how many kills wait for an acknowledgement
     */
    public KillMetrics(
            MetricGroup operator, LongSupplier clock, PolicyDocument.Kills settings, IntSupplier unacknowledged) {
        this.clock = clock;
        this.settings = settings;
        Metered metered = new Metered(operator);
        kills = metered.labelled(JobMetric.KILLS);
        bankKills = metered.labelled(JobMetric.BANK_KILLS);
        withheld = metered.labelled(JobMetric.KILLS_WITHHELD);
        for (KillGate.Withheld reason : KillGate.Withheld.values()) {
            withheld.show(reason.name());
        }
        metered.gauge(JobMetric.KILL_BUDGET_MINUTE, this::leftMinute);
        metered.gauge(JobMetric.KILL_BUDGET_HOUR, this::leftHour);
        metered.gauge(JobMetric.KILL_BREAKER, () -> leftMinute() == 0 || leftHour() == 0 ? 1 : 0);
        metered.gauge(JobMetric.KILLS_UNACKNOWLEDGED, unacknowledged::getAsInt);
    }

    /** @param flag behind the kill */
    public void released(Kill kill, Flag flag) {
        kills.inc(kill.authority());
        if (!flag.matches().isEmpty()) {
            bankKills.inc(flag.matches().get(0).bank());
        }
    }

    /** @param reason one of a fixed set */
    public void withheld(String reason) {
        withheld.inc(reason);
    }

    /** The budget as it is from now on. */
    public void spent(KillBudget present) {
        budget = present;
    }

    /** The policy's limits from now on. */
    public void obey(PolicyDocument.Kills inForce) {
        settings = inForce;
    }

    private int leftMinute() {
        return budget.leftThisMinute(clock.getAsLong(), settings);
    }

    private int leftHour() {
        return budget.leftThisHour(clock.getAsLong(), settings);
    }
}
