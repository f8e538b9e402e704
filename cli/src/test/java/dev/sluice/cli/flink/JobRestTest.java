package dev.sluice.cli.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.cli.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobRestTest {
    private static final String OVERVIEW =
            "{\"jobs\": [{\"jid\": \"a1\", \"name\": \"sluice-screening\", \"state\": \"RUNNING\"}]}";

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private int refusals;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String answer =
                    path.endsWith("/jobs/overview") ? OVERVIEW : "[{\"id\": \"numRestarts\", \"value\": \"3\"}]";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            boolean refused = !path.endsWith("/jobs/overview") && refusals-- > 0;
            exchange.sendResponseHeaders(refused ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aPathInTheAddressIsKept() throws Exception {
        assertThat(JobRest.find(address("/flink/")).restarts()).isEqualTo(3);
        assertThat(asked).containsExactly("/flink/jobs/overview", "/flink/jobs/a1/metrics");
    }

    @Test
    void aClusterThatIsAwayForAMomentIsWaitedFor() throws Exception {
        JobRest job = JobRest.find(address(""));
        refusals = 2;

        assertThat(job.restarts()).isEqualTo(3);
        assertThat(asked).hasSize(4);
    }

    @Test
    void aClusterThatIsNotThereAtTheStartIsSaidAtOnce() {
        server.stop(0);

        assertThatThrownBy(() -> JobRest.find(address("")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no Flink answers at http://");
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }
}
