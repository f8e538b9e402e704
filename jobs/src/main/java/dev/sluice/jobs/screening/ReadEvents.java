package dev.sluice.jobs.screening;

import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.jobs.metric.DeadLetterMetrics;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns records into events; a record that is none becomes a dead letter. */
final class ReadEvents<T> extends ProcessFunction<Message, T> {
    private final Stage stage;
    private final Reader<T> reader;
    private transient EventCodec codec;
    private transient DeadLetterMetrics deadLetters;

    ReadEvents(Stage stage, Reader<T> reader) {
        this.stage = stage;
        this.reader = reader;
    }

    /** Reads one record. */
    interface Reader<T> extends Serializable {
        /** The event, or null if the record says nothing. */
        T read(EventCodec codec, Message message) throws MalformedEventException;
    }

    @Override
    public void open(OpenContext context) {
        codec = new EventCodec();
        deadLetters = new DeadLetterMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Message message, Context context, Collector<T> out) {
        try {
            T event = reader.read(codec, message);
            if (event != null) {
                out.collect(event);
            }
        } catch (MalformedEventException e) {
            deadLetters.refused(e.error());
            context.output(
                    DeadLetters.OUTPUT,
                    DeadLetters.of(message, stage.label(), e.error(), e.getMessage(), now(context)));
        }
    }

    private Instant now(Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    }
}
