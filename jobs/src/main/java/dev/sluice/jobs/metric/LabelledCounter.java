package dev.sluice.jobs.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;

/** One counter for each value of a label; when there are too many values, the rest share {@value #OTHER}. */
final class LabelledCounter {
    /** Flink cannot take back a metric while a task runs, so what policies named over time adds up. */
    static final int MOST_VALUES = 200;

    static final String OTHER = "other";

    private final Function<String, Counter> register;
    private final Map<String, Counter> counters = new HashMap<>();

    LabelledCounter(Function<String, Counter> register) {
        this.register = register;
    }

    void inc(String value) {
        counter(value).inc();
    }

    /** Shows a value at 0 from the start, so that its first count is seen to be an increase. */
    void show(String value) {
        counter(value);
    }

    private Counter counter(String value) {
        String name = counters.containsKey(value) || counters.size() < MOST_VALUES ? value : OTHER;
        return counters.computeIfAbsent(name, register);
    }
}
