package dev.sluice.cli.kafka;

import dev.sluice.cli.TemporaryFolder;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker of one node (KRaft) in this JVM, on the loopback interface, for the quickstart and for tests. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Optional<TemporaryFolder> temporary;
    /** Held while the broker runs: two over one folder would destroy each other's data. */
    private final FileChannel lockFile;

    private EmbeddedBroker(
            KafkaRaftServer server,
            String bootstrapServers,
            Optional<TemporaryFolder> temporary,
            FileChannel lockFile) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.temporary = temporary;
        this.lockFile = lockFile;
    }

    /** Starts on a free port, with its data in a temporary folder that {@link #close} deletes. */
    public static EmbeddedBroker start() throws IOException {
        TemporaryFolder temporary = TemporaryFolder.create("sluice-kafka");
        return start(freePort(), temporary.path(), Optional.of(temporary), settings -> {});
    }

    /** Starts on a free port over a folder that outlives it. */
    public static EmbeddedBroker start(Path folder) throws IOException {
        return start(freePort(), Files.createDirectories(folder), Optional.empty(), settings -> {});
    }

    /** As {@link #start(Path)}, with other settings, such as a further listener with TLS. */
    public static EmbeddedBroker start(Path folder, Consumer<Properties> change) throws IOException {
        return start(freePort(), Files.createDirectories(folder), Optional.empty(), change);
    }

    /**
     * Starts on a given port over a folder that outlives it; data of an earlier run is kept.
     *
     * @throws IOException if the port is taken, or another broker uses the folder
     */
    public static EmbeddedBroker start(int port, Path folder) throws IOException {
        requireFree(port);
        return start(port, Files.createDirectories(folder), Optional.empty(), settings -> {});
    }

    /** Fails if something listens on the port already. */
    public static void requireFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            throw new IOException("port " + port + " is taken", e);
        }
    }

    private static EmbeddedBroker start(
            int port, Path folder, Optional<TemporaryFolder> temporary, Consumer<Properties> change)
            throws IOException {
        FileChannel lockFile =
                FileChannel.open(folder.resolve("sluice.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException("another broker uses " + folder);
        }
        int controllerPort = freePort();
        String bootstrap = LOOPBACK + ":" + port;
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        properties.setProperty(
                "listeners", "PLAINTEXT://" + bootstrap + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrap);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", folder.toString());
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("auto.create.topics.enable", "false");
        // There is no other broker to hand over to.
        properties.setProperty("controlled.shutdown.enable", "false");
        properties.setProperty("message.max.bytes", String.valueOf(KafkaConnection.LARGEST_RECORD_BYTES));
        properties.setProperty("replica.fetch.max.bytes", String.valueOf(KafkaConnection.LARGEST_RECORD_BYTES));
        properties.setProperty("log.message.timestamp.type", "LogAppendTime");
        // Index files are created at this size for every partition; the default is 10 MiB each.
        properties.setProperty("log.index.size.max.bytes", String.valueOf(1 << 20));
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20));
        change.accept(properties);
        format(folder);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, bootstrap, temporary, lockFile);
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void format(Path folder) throws IOException {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) { // what Kafka's formatter declares
            throw new IOException("the broker's folder " + folder + " could not be formatted", e);
        }
    }

    /** host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        temporary.ifPresent(TemporaryFolder::close);
    }

    /** A port of the loopback interface that nothing uses now; somebody may take it before the caller does. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
