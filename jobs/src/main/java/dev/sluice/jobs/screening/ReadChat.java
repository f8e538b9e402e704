package dev.sluice.jobs.screening;

import dev.sluice.event.ChatEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.jobs.metric.DeadLetterMetrics;
import dev.sluice.policy.Policy;
import dev.sluice.screening.ChatMessage;
import dev.sluice.screening.StreamInput;
import dev.sluice.text.ChatReader;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Finds the policy's terms, patterns and links in chat; all text ends here. */
final class ReadChat extends BroadcastProcessFunction<Message, Control, StreamInput> {
    private final String submittedPolicy;
    private transient PolicyInForce policy;
    private transient EventCodec codec;
    private transient DeadLetterMetrics deadLetters;
    private transient Policy read;
    private transient ChatReader reader;

    ReadChat(String submittedPolicy) {
        this.submittedPolicy = submittedPolicy;
    }

    @Override
    public void open(OpenContext context) {
        policy = new PolicyInForce(submittedPolicy);
        codec = new EventCodec();
        deadLetters = new DeadLetterMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Message message, ReadOnlyContext context, Collector<StreamInput> out) throws Exception {
        ChatEvent chat;
        try {
            chat = codec.readChat(message);
        } catch (MalformedEventException e) {
            deadLetters.refused(e.error());
            Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
            context.output(
                    DeadLetters.OUTPUT,
                    DeadLetters.of(message, Stage.READ_CHAT.label(), e.error(), e.getMessage(), now));
            return;
        }
        Policy current = policy.current(context.getBroadcastState(PolicyInForce.STATE));
        out.collect(StreamInput.of(
                ChatMessage.of(chat, reader(current).read(chat.text())),
                message.origin().appendedAtMillis()));
    }

    /** Built anew only when the policy changes. */
    private ChatReader reader(Policy current) {
        if (read != current) {
            reader = new ChatReader(current.chatLists());
            read = current;
        }
        return reader;
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<StreamInput> out) throws Exception {
        PolicyInForce.put(context.getBroadcastState(PolicyInForce.STATE), control);
    }
}
