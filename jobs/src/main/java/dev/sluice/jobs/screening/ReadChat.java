package dev.sluice.jobs.screening;

import dev.sluice.event.ChatEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.policy.Policy;
import dev.sluice.screening.ChatHits;
import dev.sluice.screening.StreamInput;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Finds the policy's terms in chat; what holds none, and all text, ends here. */
final class ReadChat extends BroadcastProcessFunction<Message, Control, StreamInput> {
    private final String submittedPolicy;
    private transient PolicyInForce policy;
    private transient EventCodec codec;

    ReadChat(String submittedPolicy) {
        this.submittedPolicy = submittedPolicy;
    }

    @Override
    public void open(OpenContext context) {
        policy = new PolicyInForce(submittedPolicy);
        codec = new EventCodec();
    }

    @Override
    public void processElement(Message message, ReadOnlyContext context, Collector<StreamInput> out) throws Exception {
        ChatEvent chat;
        try {
            chat = codec.readChat(message);
        } catch (MalformedEventException e) {
            Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
            context.output(
                    DeadLetters.OUTPUT,
                    DeadLetters.of(message, Stage.READ_CHAT.label(), e.error(), e.getMessage(), now));
            return;
        }
        Policy current = policy.current(context.getBroadcastState(PolicyInForce.STATE));
        List<ChatHits.Hit> hits = current.terms().find(chat.text()).stream()
                .map(term -> new ChatHits.Hit(term.term(), term.category(), term.weight()))
                .toList();
        if (!hits.isEmpty()) {
            ChatHits found = new ChatHits(chat.streamId(), chat.authorId(), hits);
            out.collect(StreamInput.of(found, message.origin().appendedAtMillis()));
        }
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<StreamInput> out) throws Exception {
        if (control.policy() != null) {
            PolicyInForce.put(context.getBroadcastState(PolicyInForce.STATE), control.policy());
        }
    }
}
