package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.AccessList;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Role;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.Outgoing;
import dev.sluice.event.Topic;
import dev.sluice.jobs.config.JobArguments;
import dev.sluice.jobs.config.ScreeningOptions;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with TLS, SCRAM and an authorizer, which knows the rights that {@code sluice topics acl} lists and no others. */
class SecuredKafkaTest {
    private static final String KEY_PASSWORD = "changeit";
    private static final String PASSWORD = "hunter2-of-";

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static String secured;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair", "-alias", "broker", "-keyalg", "RSA", "-dname", "CN=broker", "-ext", "SAN=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-alias",
                "broker",
                "-rfc",
                "-file",
                folder.resolve("ca.pem").toString());
        int port = EmbeddedBroker.freePort();
        secured = "127.0.0.1:" + port;
        broker = EmbeddedBroker.start(folder.resolve("kafka"), settings -> secure(settings, port));
        KafkaConnection owner = new KafkaConnection(broker.bootstrapServers(), "sluice.", Map.of());
        new Topics(owner).create(1, (short) 1);
        AccessList access = new AccessList("sluice.", ScreeningOptions.CONSUMER_GROUP.defaultValue());
        try (Admin admin = Admin.create(owner.clientProperties())) {
            for (Role role : List.of(Role.JOB, Role.PUBLISHER, Role.CANARY)) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                user(role),
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                PASSWORD + user(role))))
                        .all()
                        .get(10, TimeUnit.SECONDS);
                admin.createAcls(access.of(role, user(role))).all().get(10, TimeUnit.SECONDS);
                Files.writeString(config(role), properties(user(role), "${file:" + password(role) + ":password}"));
                Files.writeString(password(role), "password=" + PASSWORD + user(role) + "\n");
            }
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void thePublisherPublishesAndCannotWriteKillsWhichTheJobCan() throws Exception {
        Outcome published = run(Role.PUBLISHER, "publish", "--video", "scene:carpet", "--stream", "s", "--speed", "50");
        assertThat(published.err()).contains("published 64 frames of stream s");
        assertThat(published.exitCode()).isZero();

        assertThatThrownBy(() -> writeKill(Role.PUBLISHER))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("Not authorized to access topics: [sluice.kills]");
        writeKill(Role.JOB);
    }

    @Test
    void whatIsNotAllowedIsOneClearLine() {
        Outcome refused = run(Role.PUBLISHER, "watch", "--for", "1");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .contains("does not allow us to see all of sluice.flags", "sluice topics acl");
    }

    @Test
    void aWrongPasswordIsOneClearLineAndIsNotQuoted() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.properties"), properties(user(Role.JOB), "hunter3"));
        Outcome refused = Outcome.run("policy", "show", "--bootstrap", secured, "--kafka-config", wrong.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err()).contains("uthentication failed").doesNotContain("hunter3");
    }

    /** With the very rights of the list, so it is complete for the job and the canary. */
    @Test
    void theJobScreensAndTheCanarySeesIt() throws Exception {
        KafkaConnection job = KafkaConnection.of(new JobArguments(ScreeningOptions.all())
                .parse(
                        "--bootstrap.servers",
                        secured,
                        "--kafka.config.file",
                        config(Role.JOB).toString()));
        try (MiniFlink flink = MiniFlink.start(0, 1, folder)) {
            flink.submit(job);
            Outcome ok = run(Role.CANARY, "canary", "--once", "--objective", "25s");

            assertThat(ok.err()).isEmpty();
            assertThat(ok.out()).contains("ok ");
            assertThat(flink.rest().restarts()).isZero();
        }
    }

    private static Outcome run(Role role, String... command) {
        return Outcome.run(Stream.concat(
                        Arrays.stream(command),
                        Stream.of(
                                "--bootstrap",
                                secured,
                                "--kafka-config",
                                config(role).toString()))
                .toArray(String[]::new));
    }

    private static void writeKill(Role role) throws Exception {
        Properties read = new Properties();
        read.load(Files.newBufferedReader(config(role)));
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        try (EventProducer producer = new EventProducer(new KafkaConnection(secured, "sluice.", properties))) {
            producer.send(new Outgoing(Topic.KILLS, "s", Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }
    }

    /** Beside the plain listener, over which this test owns the broker. */
    private static void secure(Properties settings, int port) {
        settings.merge("listeners", ",SECURE://127.0.0.1:" + port, (old, more) -> old + (String) more);
        settings.merge("advertised.listeners", ",SECURE://127.0.0.1:" + port, (old, more) -> old + (String) more);
        settings.merge("listener.security.protocol.map", ",SECURE:SASL_SSL", (old, more) -> old + (String) more);
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("listener.name.secure.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.setProperty(
                "listener.name.secure.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.setProperty("ssl.keystore.type", "PKCS12");
        settings.setProperty("ssl.keystore.location", keyStore().toString());
        settings.setProperty("ssl.keystore.password", KEY_PASSWORD);
        settings.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.setProperty("super.users", "User:ANONYMOUS");
    }

    private static String properties(String user, String password) {
        return """
                security.protocol=SASL_SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                sasl.mechanism=SCRAM-SHA-512
                config.providers=file
                config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
                username="%s" password="%s";
                """.formatted(folder.resolve("ca.pem"), user, password);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of(
                                        "-keystore",
                                        keyStore().toString(),
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        KEY_PASSWORD)))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String user(Role role) {
        return role.usualUser();
    }

    private static Path config(Role role) {
        return folder.resolve(user(role) + ".properties");
    }

    private static Path password(Role role) {
        return folder.resolve(user(role) + ".password");
    }

    private static Path keyStore() {
        return folder.resolve("broker.p12");
    }
}
