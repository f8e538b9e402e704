package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void kafkasSecretsComeFromAFileAndExplicitOptionsWin(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kafka.properties"), """
                security.protocol=SASL_PLAINTEXT
                sasl.jaas.config=org.example.Module required password="hunter2";
                """);
        Configuration read =
                arguments.parse("--kafka.config.file", file.toString(), "--kafka.security.protocol", "SASL_SSL");

        assertThat(read.toMap())
                .containsEntry("kafka.security.protocol", "SASL_SSL")
                .containsEntry("kafka.sasl.jaas.config", "org.example.Module required password=\"hunter2\";")
                .doesNotContainKey("kafka.config.file");
    }

    @Test
    void theFileOfAllOptionsMayNameKafkasFile(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("kafka.properties"), "ssl.key.password=hunter2\n");
        Path file = Files.writeString(folder.resolve("job.yaml"), "kafka.config.file: " + secret + "\n");

        assertThat(arguments.parse("--config", file.toString()).toMap())
                .containsEntry("kafka.ssl.key.password", "hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "ssl.key.password",
                "ssl.keystore.key",
                "ssl.truststore.password",
                "sasl.oauthbearer.client.credentials.client.secret",
                "some.plugins.client.secret"
            })
    void aSecretAmongTheArgumentsIsRefusedWithoutBeingQuoted(String property) {
        assertThatThrownBy(() -> arguments.parse("--kafka." + property, "hunter2"))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContainingAll("--kafka." + property + " is a secret", "--kafka.config.file")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aBadKafkaFileIsNamedAndNotQuoted(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kafka.properties"), "ssl.key.password=hunter2\\uXYZ\n");

        refuses("cannot read --kafka.config.file /no/such/file", "--kafka.config.file", "/no/such/file");
        refuses("kafka.properties is no properties file", "--kafka.config.file", file.toString());
        assertThatThrownBy(() -> arguments.parse("--kafka.config.file", file.toString()))
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
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
