package dev.sluice.cli.flink;

import dev.sluice.jobs.config.ScreeningOptions;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.screening.ScreeningJob;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM, with its web interface, that runs the screening job. */
public final class MiniFlink implements AutoCloseable {
    private final MiniCluster cluster;
    private final int parallelism;
    private final Path checkpoints;
    private JobID job;
    private JobRest rest;

    private MiniFlink(MiniCluster cluster, int parallelism, Path checkpoints) {
        this.cluster = cluster;
        this.parallelism = parallelism;
        this.checkpoints = checkpoints;
    }

    /**
     * Starts the cluster.
     *
     * @param webPort of the web interface, 0 for a free one
     * @param folder an existing folder for checkpoints and all temporary files
     */
    public static MiniFlink start(int webPort, int parallelism, Path folder) throws Exception {
        return start(webPort, parallelism, folder, new Configuration());
    }

    /** As {@link #start(int, int, Path)}, with further settings of Flink's, such as a metrics reporter. */
    public static MiniFlink start(int webPort, int parallelism, Path folder, Configuration more) throws Exception {
        Configuration configuration = new Configuration(more);
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_PORT, String.valueOf(webPort));
        configuration.set(CoreOptions.TMP_DIRS, folder.toString());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        if (!configuration.contains(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL)) {
            configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
        }
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        cluster.start();
        return new MiniFlink(cluster, parallelism, folder.resolve("checkpoints"));
    }

    /** Where the web interface is. */
    public URI webInterface() throws InterruptedException {
        try {
            return cluster.getRestAddress().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the cluster has no web interface", e);
        }
    }

    /** Submits the screening job, which reads all topics from their beginning, and returns when it runs. */
    public void submit(KafkaConnection kafka) throws Exception {
        submit(kafka, parallelism, SavepointRestoreSettings.none());
    }

    /**
     * The same, with another parallelism, and from a savepoint if one is given.
     *
     * @throws IllegalStateException if the job cannot go on from the savepoint
     */
    public void submit(KafkaConnection kafka, int jobParallelism, SavepointRestoreSettings from) throws Exception {
        Configuration options = new Configuration();
        options.set(ScreeningOptions.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        options.set(ScreeningOptions.TOPIC_PREFIX, kafka.topicPrefix());
        kafka.properties().forEach((name, value) -> options.setString(ScreeningOptions.KAFKA_PREFIX + name, value));
        options.set(
                ScreeningOptions.DECODE_JOURNAL_DIR,
                checkpoints.resolveSibling("decode-journal").toString());
        options.set(ScreeningOptions.START_FROM, ScreeningOptions.StartFrom.EARLIEST);
        Configuration engine = new Configuration();
        engine.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        engine.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(engine);
        environment.setParallelism(jobParallelism);
        ScreeningJob.build(environment, options);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        graph.setSavepointRestoreSettings(from);
        job = cluster.submitJob(graph).get().getJobID();
        rest = new JobRest(webInterface(), job.toString());
        while (!rest.allTasksRun()) {
            if (status().isGloballyTerminalState()) {
                throw new IllegalStateException("the job ended before it ran: " + status(), failure());
            }
            if (from.restoreSavepoint() && rest.restarts() > 0) {
                // It would try for ever: what cannot be restored once cannot be restored later.
                throw new IllegalStateException(
                        "the job cannot go on from the savepoint " + from.getRestorePath(), failure());
            }
            Thread.sleep(100);
        }
    }

    /** Why the job last failed; null if it did not. */
    private Throwable failure() throws Exception {
        ErrorInfo failure = cluster.getArchivedExecutionGraph(job).get().getFailureInfo();
        return failure == null ? null : failure.getException();
    }

    /** Ends the job with a savepoint in canonical form, which any state backend reads; returns where it is. */
    public String stopWithSavepoint(Path folder) throws Exception {
        String savepoint = cluster.stopWithSavepoint(job, folder.toString(), false, SavepointFormatType.CANONICAL)
                .get();
        while (!status().isGloballyTerminalState()) {
            Thread.sleep(50);
        }
        return savepoint;
    }

    /** The job's present state. */
    public JobStatus status() throws InterruptedException {
        try {
            return cluster.getJobStatus(job).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the job's state is unknown", e);
        }
    }

    /** What the cluster says of the job that was submitted; its metrics are half a second old, if nothing else is set. */
    public JobRest rest() {
        return rest;
    }

    @Override
    public void close() {
        try {
            if (job != null && !status().isGloballyTerminalState()) {
                cluster.cancelJob(job).get();
            }
            cluster.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // what Flink's cluster declares
            throw new IllegalStateException("Flink did not stop cleanly", e);
        }
    }
}
