package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** The file of Kafka's client properties; secrets never stand on a command line. */
final class KafkaConfigOption {
    @Option(
            names = {"--kafka-config", "--command-config"},
            paramLabel = "FILE",
            description = "Properties for the Kafka client, such as those of TLS and SASL (docs/configuration.md).")
    private Path file;

    boolean isGiven() {
        return file != null;
    }

    /** Empty if no file is given. */
    Map<String, String> properties() throws CommandException {
        Map<String, String> properties = new HashMap<>();
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException e) {
                throw new CommandException("cannot read " + file, e);
            } catch (IllegalArgumentException e) {
                // Without its cause, whose message may quote the file.
                throw new CommandException(file + " is no properties file");
            }
            read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        }
        return properties;
    }
}
