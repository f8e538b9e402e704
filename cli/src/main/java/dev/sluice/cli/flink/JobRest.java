package dev.sluice.cli.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandException;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.jobs.screening.ScreeningJob;
import dev.sluice.jobs.screening.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the REST interface of a Flink cluster says of one job. Its metrics are as old as the cluster's setting lets them be. An
 * interface that is away for a moment is waited for.
 */
public final class JobRest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A JobManager that fails over is away for some 10 s, and knows its job again some seconds later. */
    private static final Duration AWAY = Duration.ofSeconds(45);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Set<String> ENDED = Set.of("CANCELED", "FAILED", "FINISHED");
    private static final String CPU_NANOS = "Status.JVM.CPU.Time";
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI cluster;
    /** Empty while it is looked for. */
    private final String job;

    /** Frames that reached the sampler, and what became of them. */
    public record Frames(long seen, long sampled, long shed) {
        public static final Frames NONE = new Frames(0, 0, 0);

        public Frames plus(Frames more) {
            return new Frames(seen + more.seen, sampled + more.sampled, shed + more.shed);
        }

        public Frames minus(Frames less) {
            return new Frames(seen - less.seen, sampled - less.sampled, shed - less.shed);
        }
    }

    /** @param cluster address of the REST interface, such as {@code http://localhost:8081} */
    JobRest(URI cluster, String job) {
        this.cluster = cluster;
        this.job = job;
    }

    /**
     * Finds the screening job of a cluster.
     *
     * @throws CommandException if the cluster does not answer, or runs no or several screening jobs
     */
    public static JobRest find(URI cluster) throws CommandException, InterruptedException {
        JobRest any = new JobRest(cluster, "");
        try {
            List<String> running = new ArrayList<>();
            for (JsonNode job : any.get("/jobs/overview").path("jobs")) {
                if (ScreeningJob.NAME.equals(job.path("name").asText())
                        && !ENDED.contains(job.path("state").asText())) {
                    running.add(job.path("jid").asText());
                }
            }
            if (running.size() != 1) {
                throw new CommandException("Flink at " + cluster + " runs " + running.size() + " jobs named "
                        + ScreeningJob.NAME + ": expected one");
            }
            return new JobRest(cluster, running.get(0));
        } catch (IOException e) {
            throw new CommandException(
                    "no Flink answers at " + cluster + ": give the address of its REST interface", e);
        }
    }

    /** Whether it came to an end from which it does not restart. */
    public boolean hasEnded() throws InterruptedException, IOException {
        return ENDED.contains(get("/jobs/" + job).path("state").asText());
    }

    boolean allTasksRun() throws InterruptedException, IOException {
        boolean all = true;
        int tasks = 0;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            tasks++;
            all &= "RUNNING".equals(vertex.path("status").asText());
        }
        return all && tasks > 0;
    }

    /** What the sampler counted, over all its tasks; 0 as long as nothing is counted yet. */
    public Frames frames() throws InterruptedException, IOException {
        Frames frames = Frames.NONE;
        String operator = Stage.SAMPLE_FRAMES.label();
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            if (vertex.path("name").asText().contains(operator)) {
                Map<String, Long> sums = sums(
                        "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics",
                        Stream.of(JobMetric.FRAMES_SEEN, JobMetric.FRAMES_SAMPLED, JobMetric.FRAMES_SHED)
                                .map(metric -> id(operator, metric))
                                .collect(Collectors.joining(",")));
                frames = frames.plus(new Frames(
                        sums.getOrDefault(id(operator, JobMetric.FRAMES_SEEN), 0L),
                        sums.getOrDefault(id(operator, JobMetric.FRAMES_SAMPLED), 0L),
                        sums.getOrDefault(id(operator, JobMetric.FRAMES_SHED), 0L)));
            }
        }
        return frames;
    }

    private static String id(String operator, JobMetric metric) {
        return operator + "." + JobMetric.GROUP + "." + metric.metricName();
    }

    /** By metric, over all subtasks or TaskManagers. */
    private Map<String, Long> sums(String path, String ids) throws InterruptedException, IOException {
        Map<String, Long> sums = new HashMap<>();
        for (JsonNode metric : get(path + "?agg=sum&get=" + ids)) {
            sums.put(metric.path("id").asText(), (long) metric.path("sum").asDouble());
        }
        return sums;
    }

    /** How often the job was restarted. */
    public long restarts() throws InterruptedException, IOException {
        for (JsonNode metric : get("/jobs/" + job + "/metrics?get=numRestarts")) {
            return metric.path("value").asLong();
        }
        return 0;
    }

    /** Processor time that the cluster's TaskManagers have taken since they started. */
    public long taskManagersCpuNanos() throws InterruptedException, IOException {
        return sums("/taskmanagers/metrics", CPU_NANOS).getOrDefault(CPU_NANOS, 0L);
    }

    /** Asks again for a while if the cluster of a job that was found does not answer. */
    private JsonNode get(String path) throws InterruptedException, IOException {
        long end = System.nanoTime() + (job.isEmpty() ? 0 : AWAY.toNanos());
        while (true) {
            try {
                return ask(path);
            } catch (IOException e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }

    private JsonNode ask(String path) throws InterruptedException, IOException {
        String base = cluster.toString().replaceAll("/+$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException("Flink answered " + response.statusCode() + " to " + path);
        }
        try {
            return json.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IOException("Flink's answer to " + path + " is no JSON", e);
        }
    }
}
