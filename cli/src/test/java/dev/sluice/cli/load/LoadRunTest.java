package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandException;
import dev.sluice.cli.flink.JobRest;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadRunTest {
    @Test
    void aSmallLoadIsScreenedWholeAndItsPlantedStreamsAreFlagged() throws Exception {
        LoadPlan plan = new LoadPlan("test", 6, 2, 6, 2, 3);

        LoadReport report = new LoadRun(plan, new LoadRun.Settings("load-known", true), text -> {}).runEmbedded();

        assertThat(report.missed()).isEmpty();
        assertThat(report.falseFlags()).isEmpty();
        assertThat(report.published()).isEqualTo(72);
        LoadReport.Job job = report.job().orElseThrow();
        assertThat(job.seen()).isEqualTo(72);
        assertThat(job.sampled() + job.shed()).isEqualTo(72);
        assertThat(job.starved()).isZero();
        assertThat(job.restarts()).isZero();
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.path("planted").asInt()).isEqualTo(2);
        assertThat(json.path("missed")).isEmpty();
        assertThat(json.path("floor_kept").asBoolean()).isTrue();
        assertThat(json.path("p99_ms").isNumber()).isTrue();
    }

    @Test
    void aSluiceElsewhereIsAskedForItsOwnFigures(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                MiniFlink flink = MiniFlink.start(0, 2, folder)) {
            KafkaConnection kafka = new KafkaConnection(broker.bootstrapServers(), "sluice.", Map.of());
            new Topics(kafka).create(2, (short) 1);
            assertThatThrownBy(() -> JobRest.find(flink.webInterface()))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("runs 0 jobs named sluice-screening");
            assertThatThrownBy(() -> JobRest.find(URI.create("http://localhost:1")))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("no Flink answers at http://localhost:1");
            flink.submit(kafka);

            LoadReport first = elsewhere("first", kafka, flink.webInterface());
            LoadReport second = elsewhere("second", kafka, flink.webInterface());

            assertThat(first.missed()).isEmpty();
            LoadReport.Job job = second.job().orElseThrow();
            assertThat(job.seen()).as("of this run only").isEqualTo(second.published());
            assertThat(job.sampled() + job.shed()).isEqualTo(second.published());
            assertThat(job.cpuMillisPerFrame()).isPositive();
            assertThat(job.starved()).isZero();
            assertThat(job.restarts()).isZero();
        }
    }

    private static LoadReport elsewhere(String run, KafkaConnection kafka, URI flink) throws Exception {
        return new LoadRun(new LoadPlan(run, 4, 2, 5, 1, 0), new LoadRun.Settings("load-known", true), text -> {})
                .runAgainst(kafka, Optional.of(flink));
    }

    @Test
    void aRunThatIsInterruptedAtItsStartSaysSoInOneLineAndStartsNothing() {
        List<String> said = new ArrayList<>();
        List<LoadRun> run = new ArrayList<>();
        run.add(new LoadRun(new LoadPlan("test", 2, 2, 60, 1, 0), new LoadRun.Settings("load-known", true), text -> {
            said.add(text);
            run.get(0).stop();
        }));

        assertThatThrownBy(() -> run.get(0).runEmbedded())
                .isInstanceOf(CommandException.class)
                .hasMessage("interrupted before the first frame was published");

        assertThat(said).containsExactly("coding the frames");
    }

    @Test
    void aPlantedStreamWithoutAFlagIsNamedInBothFormsOfTheReport() throws Exception {
        LoadLedger.Latency none = LoadLedger.Latency.of(List.of());
        LoadReport report = new LoadReport(
                new LoadPlan("r", 3, 2, 5, 1, 0),
                true,
                30,
                0,
                false,
                1500,
                Optional.empty(),
                List.of("load-r-planted-0001"),
                Map.of(),
                0,
                none,
                none,
                new LoadReport.Passages(1, 1),
                LoadLedger.Kills.NONE,
                LoadReport.Hostility.NONE,
                List.of(),
                false);

        assertThat(report.foundAll()).isFalse();
        assertThat(String.join("\n", report.lines()))
                .contains("1 NOT FLAGGED: load-r-planted-0001", "DID NOT KEEP ITS PACE: up to 1.5 s", "no flags");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.path("missed").get(0).asText()).isEqualTo("load-r-planted-0001");
        assertThat(json.path("p99_ms").isNull()).isTrue();
        for (String unknown :
                List.of("shed_share", "frames_per_second", "cpu_ms_per_frame", "restarts_by_data", "lag_frames")) {
            assertThat(json.path(unknown).isNull()).as(unknown).isTrue();
        }
        assertThat(json.path("duplicates_with_other_effect").asInt(-1)).isZero();
        assertThat(json.path("passages_missed").asInt()).isEqualTo(1);
    }
}
