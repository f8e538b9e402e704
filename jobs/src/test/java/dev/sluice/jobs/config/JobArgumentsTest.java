package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {
    private final JobArguments arguments = new JobArguments(ScreeningOptions.all());

    @Test
    void argumentsWinOverTheFileAndKafkaPropertiesPass(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("job.yaml"), """
                bootstrap:
                  servers: a:1
                topic.prefix: eu.
                checkpoint.interval: 3 s
                frame-ref.allowed-prefixes: ["s3://frames/", "file:/mnt/"]
                """);
        Configuration read = arguments.parse(
                "--config", file.toString(), "--bootstrap.servers", "b:2", "--kafka.security.protocol", "SSL");
        assertThat(read.get(ScreeningOptions.BOOTSTRAP_SERVERS)).isEqualTo("b:2");
        assertThat(read.get(ScreeningOptions.TOPIC_PREFIX)).isEqualTo("eu.");
        assertThat(read.get(ScreeningOptions.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofSeconds(3));
        assertThat(read.get(ScreeningOptions.FRAME_REF_PREFIXES)).containsExactly("s3://frames/", "file:/mnt/");
        assertThat(read.toMap()).containsEntry("kafka.security.protocol", "SSL");
    }

    @Test
    void propertiesFilesAreReadToo(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("job.properties"), "start.from=EARLIEST\n");
        assertThat(arguments.parse("--config", file.toString()).get(ScreeningOptions.START_FROM))
                .isEqualTo(ScreeningOptions.StartFrom.EARLIEST);
    }

    @Test
    void whatIsWrongIsNamed() {
        refuses("unknown option --bootstrap.server", "--bootstrap.server", "x");
        refuses("--topic.prefix has no value", "--topic.prefix");
        refuses("expected --key value, found \"topic.prefix\"", "topic.prefix", "x");
        refuses("--topic.prefix is given twice", "--topic.prefix", "x", "--topic.prefix", "y");
        refuses("--checkpoint.interval has a value of the wrong type", "--checkpoint.interval", "soon");
        refuses("--start.from has a value of the wrong type", "--start.from", "YESTERDAY");
        refuses("cannot read --config /no/such/file", "--config", "/no/such/file");
    }

    @Test
    void helpListsEveryOptionWithItsDescription() {
        String help = arguments.help("usage");
        ScreeningOptions.all().forEach(option -> assertThat(help).contains("--" + option.key()));
        assertThat(help).contains("default: localhost:9092").contains("default: 10 s");
    }

    private void refuses(String message, String... given) {
        assertThatThrownBy(() -> arguments.parse(given))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining(message);
    }
}
