package dev.sluice.jobs.screening;

import dev.sluice.screening.RestreamWatching;
import dev.sluice.screening.Sighting;
import dev.sluice.screening.StreamInput;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** What a frame's hash is filed under, for whoever shows the same. */
final class SightFrames extends RichFlatMapFunction<StreamInput, Sighting> {
    private transient RestreamWatching watching;

    @Override
    public void open(OpenContext context) {
        watching = new RestreamWatching();
    }

    @Override
    public void flatMap(StreamInput input, Collector<Sighting> out) {
        watching.sightings(input.frame(), input.appendedAtMillis()).forEach(out::collect);
    }
}
