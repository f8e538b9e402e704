package dev.sluice.jobs.screening;

import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.config.InvalidArgumentsException;
import dev.sluice.jobs.config.JobArguments;
import dev.sluice.jobs.config.ScreeningOptions;
import dev.sluice.jobs.kafka.CatalogueHolder;
import dev.sluice.jobs.kafka.EventSinks;
import dev.sluice.jobs.kafka.EventSources;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.LatestPolicy;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.KafkaException;

/** The main job: frames, chat and stream events in; flags, kills, directives and decisions out. */
public final class ScreeningJob {
    public static final String NAME = "sluice-screening";

    /** Never changes: it bounds how far saved state can be spread. */
    private static final int MAX_PARALLELISM = 720;

    private static final String USAGE = "Sluice screening job.\n\n"
            + "  flink run --class dev.sluice.jobs.screening.ScreeningJob sluice-jobs.jar [--key value ...]";

    private ScreeningJob() {}

    public static void main(String... arguments) throws Exception {
        JobArguments parser = new JobArguments(ScreeningOptions.all());
        if (JobArguments.wantsHelp(arguments)) {
            System.out.println(parser.help(USAGE));
            return;
        }
        Configuration configuration;
        try {
            configuration = parser.parse(arguments);
        } catch (InvalidArgumentsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        build(environment, configuration);
        environment.execute(NAME);
    }

    /**
     * Wires the job between Kafka's topics.
     *
     * @throws KafkaException if the broker cannot be reached to read the policy
     */
    public static void build(StreamExecutionEnvironment environment, Configuration configuration) {
        environment.configure(engine(configuration));
        KafkaConnection kafka = KafkaConnection.of(configuration);
        EventSources sources = new EventSources(
                kafka,
                configuration.get(ScreeningOptions.CONSUMER_GROUP),
                configuration.get(ScreeningOptions.START_FROM));
        EventSinks sinks = new EventSinks(kafka);
        Duration catalogueTimeout = configuration.get(ScreeningOptions.CATALOGUE_LOAD_TIMEOUT);
        Optional<LatestPolicy.Published> policy = LatestPolicy.read(kafka);
        ScreeningTopology.connect(
                new ScreeningTopology.Inputs(
                        from(environment, Stage.FRAMES, sources.follow(Topic.FRAMES)),
                        from(environment, Stage.CHAT, sources.follow(Topic.CHAT))
                                .setBufferTimeout(ScreeningTopology.CHAT_BUFFER_MILLIS),
                        from(environment, Stage.STREAMS, sources.follow(Topic.STREAMS)),
                        from(environment, Stage.REPORTS, sources.follow(Topic.REPORTS)),
                        from(environment, Stage.SIGNALS, sources.follow(Topic.SIGNALS)),
                        from(environment, Stage.VERDICTS, sources.follow(Topic.VERDICTS)),
                        from(environment, Stage.KILL_ACKS, sources.follow(Topic.KILL_ACKS)),
                        from(environment, Stage.ACCOUNTS, sources.everythingOf(Topic.ACCOUNTS)),
                        from(environment, Stage.ACCOUNT_NOTES_IN, sources.follow(Topic.ACCOUNT_NOTES)),
                        fromOne(environment, Stage.POLICY, sources.everythingOf(Topic.POLICY)),
                        fromOne(environment, Stage.DIRECTIVES_IN, sources.everythingOf(Topic.DIRECTIVES)),
                        fromOne(environment, Stage.SIGNATURES, sources.everythingOf(Topic.SIGNATURES))),
                new ScreeningTopology.Outputs(
                        sinks.flags(),
                        sinks.kills(),
                        sinks.directives(),
                        sinks.decisions(),
                        sinks.accountNotes(),
                        sinks.signatures(),
                        sinks.deadLetters()),
                new ScreeningTopology.Settings(
                        policy.map(LatestPolicy.Published::text).orElse(null),
                        policy.map(LatestPolicy.Published::offset).orElse(0L),
                        configuration.get(ScreeningOptions.FRAME_REF_PREFIXES),
                        configuration.get(ScreeningOptions.DECODE_JOURNAL_DIR),
                        () -> CatalogueHolder.acquire(kafka, catalogueTimeout),
                        JobVersion.current()));
    }

    /** What of Flink's own settings the job's guarantees rest on. */
    static Configuration engine(Configuration configuration) {
        Configuration engine = new Configuration();
        engine.set(PipelineOptions.NAME, NAME);
        engine.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        engine.set(PipelineOptions.GENERIC_TYPES, false);
        engine.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        // Events are immutable, so operators of one chain may hand them on without a copy.
        engine.set(PipelineOptions.OBJECT_REUSE, true);
        // Each record goes at once: the threads that would flush half-full buffers, one for each task, took a tenth of
        // all
        // processor time. Only chat is worth waiting for (ScreeningTopology).
        engine.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        engine.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, configuration.get(ScreeningOptions.CHECKPOINT_INTERVAL));
        // Frames and chat must not be written into checkpoints; small buffers keep the wait for a barrier short.
        engine.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        engine.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
        // By default the first checkpoint that fails restarts the job: a store that is down would end all screening.
        engine.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        engine.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return engine;
    }

    private static SingleOutputStreamOperator<Message> from(
            StreamExecutionEnvironment environment, Stage stage, KafkaSource<Message> source) {
        return stage.name(environment.fromSource(source, WatermarkStrategy.noWatermarks(), stage.label()));
    }

    private static DataStream<Message> fromOne(
            StreamExecutionEnvironment environment, Stage stage, KafkaSource<Message> source) {
        return stage.name(environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), stage.label())
                .setParallelism(1));
    }
}
