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

/** What the REST interface of a Flink cluster says of one job. Its metrics are as old as the cluster's setting lets them be. */
public final class JobRest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<String> ENDED = Set.of("CANCELED", "FAILED", "FINISHED");
    private static final String CPU_NANOS = "Status.JVM.CPU.Time";
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI cluster;
    private final String job;

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

    /** The sum of a counter over all tasks; 0 if there is none yet. */
    public long counter(String name) throws InterruptedException, IOException {
        long sum = 0;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (JsonNode metric : get(path)) {
                String id = metric.path("id").asText();
                if (id.endsWith("." + name)) {
                    sum += sum(path, id);
                }
            }
        }
        return sum;
    }

    private long sum(String path, String ids) throws InterruptedException, IOException {
        long sum = 0;
        for (JsonNode metric : get(path + "?agg=sum&get=" + ids)) {
            sum += (long) metric.path("sum").asDouble();
        }
        return sum;
    }

    /** Sums of counters over the tasks of one operator, with two requests, for those who ask often; see {@link #counter}. */
    public Map<String, Long> counters(Stage operator, List<String> names) throws InterruptedException, IOException {
        Map<String, Long> sums = new HashMap<>();
        names.forEach(name -> sums.put(name, 0L));
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            if (!vertex.path("name").asText().contains(operator.label())) {
                continue;
            }
            String ids = names.stream()
                    .map(name -> operator.label() + "." + JobMetric.GROUP + "." + name)
                    .collect(Collectors.joining(","));
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (JsonNode metric : get(path + "?agg=sum&get=" + ids)) {
                String id = metric.path("id").asText();
                sums.merge(
                        id.substring(id.lastIndexOf('.') + 1),
                        (long) metric.path("sum").asDouble(),
                        Long::sum);
            }
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
        return sum("/taskmanagers/metrics", CPU_NANOS);
    }

    private JsonNode get(String path) throws InterruptedException, IOException {
        HttpRequest request =
                HttpRequest.newBuilder(cluster.resolve(path)).timeout(PATIENCE).build();
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
