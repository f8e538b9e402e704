package dev.sluice.cli.robustness;

import dev.sluice.cli.robustness.Step.When;
import java.util.List;
import java.util.Locale;

/** What re-uploaders do to a video. Each edit has the filter graphs that make it; combinations are made of others. */
public enum Edit {
    NONE("as it is"),
    GREY("without colour", Step.look("hue=s=0")),
    MIRROR("left and right exchanged", Step.look("hflip")),
    SPEED_1_25("played at 1.25 times its speed", Step.time("setpts=PTS/1.25"));

    private final String what;
    /** Unmodifiable, as the constructor sees to. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Step> steps;

    private final Encoding encoding;

    Edit(String what, Step... steps) {
        this(what, Encoding.USUAL, List.of(steps));
    }

    Edit(String what, Encoding encoding, List<Step> steps) {
        this.what = what;
        this.encoding = encoding;
        this.steps = List.copyOf(steps);
    }

    /** A sentence's worth of what it does. */
    String what() {
        return what;
    }

    /** As a person writes it, and as files are named. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Encoding encoding() {
        return encoding;
    }

    /** The graphs for a time, in order. */
    List<String> graphs(When when) {
        return steps.stream()
                .filter(step -> step.when() == when)
                .map(Step::graph)
                .toList();
    }

    @Override
    public String toString() {
        return label();
    }
}
