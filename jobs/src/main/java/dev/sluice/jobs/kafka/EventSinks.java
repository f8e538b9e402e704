package dev.sluice.jobs.kafka;

import dev.sluice.event.AccountNote;
import dev.sluice.event.DeadLetter;
import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.Outgoing;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import java.io.Serializable;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sinks that write at least once. Ids are deterministic, so that a repeat after a failure is recognised; a transaction
 * would hold a kill back until the next checkpoint.
 */
public final class EventSinks {
    private final KafkaConnection connection;

    public EventSinks(KafkaConnection connection) {
        this.connection = connection;
    }

    public KafkaSink<Flag> flags() {
        return sink((codec, flag) ->
                codec.write(Topic.FLAGS, flag.streamId(), flag.flagId() + "/" + flag.revision(), flag, flag.at()));
    }

    public KafkaSink<Kill> kills() {
        return sink((codec, kill) -> codec.write(Topic.KILLS, kill.streamId(), kill.killId(), kill, kill.issuedAt()));
    }

    public KafkaSink<Directive> directives() {
        return sink((codec, directive) -> codec.write(
                Topic.DIRECTIVES,
                directive.streamId(),
                directive.streamId() + "/" + directive.until().toEpochMilli(),
                directive,
                directive.until()));
    }

    public KafkaSink<Decision> decisions() {
        return sink((codec, decision) ->
                codec.write(Topic.DECISIONS, decision.streamId(), decision.decisionId(), decision, decision.at()));
    }

    public KafkaSink<AccountNote> accountNotes() {
        return sink((codec, note) -> codec.write(
                Topic.ACCOUNT_NOTES,
                note.accountId(),
                note.streamId() + "/" + note.kind() + "/" + note.at().toEpochMilli(),
                note,
                note.at()));
    }

    /** Signatures of one record each: a long video's chunks need keys of their own. */
    public KafkaSink<SignatureEvent> signatures() {
        return sink((codec, signature) -> {
            String key = signature.bank() + "/" + signature.signatureId();
            return codec.write(
                    Topic.SIGNATURES,
                    key,
                    key + "/" + signature.addedAt().toEpochMilli(),
                    signature,
                    signature.addedAt());
        });
    }

    public KafkaSink<DeadLetter> deadLetters() {
        return sink((codec, letter) -> codec.write(
                Topic.DEADLETTERS,
                letter.key(),
                letter.topic() + "/" + letter.partition() + "/" + letter.offset() + "/" + letter.stage(),
                letter,
                letter.at()));
    }

    private <T> KafkaSink<T> sink(Encoding<T> encoding) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(connection.clientProperties())
                .setBootstrapServers(connection.bootstrapServers())
                .setProperty(ProducerConfig.ACKS_CONFIG, "all")
                .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new EventSerializer<>(connection.topicPrefix(), encoding))
                .build();
    }

    private interface Encoding<T> extends Serializable {
        Outgoing encode(EventCodec codec, T event);
    }

    private static final class EventSerializer<T> implements KafkaRecordSerializationSchema<T> {
        private final String topicPrefix;
        private final Encoding<T> encoding;
        private transient EventCodec codec;
        private transient RecordWriter writer;

        EventSerializer(String topicPrefix, Encoding<T> encoding) {
            this.topicPrefix = topicPrefix;
            this.encoding = encoding;
        }

        @Override
        public void open(InitializationContext context, KafkaSinkContext sinkContext) {
            codec = new EventCodec();
            writer = new RecordWriter(topicPrefix);
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(T event, KafkaSinkContext context, Long timestamp) {
            return writer.record(encoding.encode(codec, event));
        }
    }
}
