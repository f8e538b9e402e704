package dev.sluice.jobs.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.YamlParserUtils;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Reads a job's configuration from {@code --key value} arguments and from the file that {@code --config} names. */
public final class JobArguments {
    private final List<ConfigOption<?>> options;

    public JobArguments(List<ConfigOption<?>> options) {
        this.options = List.copyOf(options);
    }

    /** Whether the arguments ask for help. */
    public static boolean wantsHelp(String... arguments) {
        return List.of(arguments).contains("--help") || List.of(arguments).contains("-h");
    }

    /**
     * Arguments win over the file.
     *
     * @throws InvalidArgumentsException if an option is unknown, has no value or one of the wrong type, or the file
     *     cannot be read
     */
    public Configuration parse(String... arguments) throws InvalidArgumentsException {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String key = arguments[i];
            if (!key.startsWith("--") || key.length() == 2) {
                throw new InvalidArgumentsException(
                        "expected --key value, found \"" + key + "\"; --help lists the keys");
            }
            if (i + 1 == arguments.length) {
                throw new InvalidArgumentsException(key + " has no value");
            }
            refuseSecret(key);
            if (given.put(key.substring(2), arguments[i + 1]) != null) {
                throw new InvalidArgumentsException(key + " is given twice");
            }
        }
        Map<String, String> all = new TreeMap<>();
        String file = given.remove("config");
        if (file != null) {
            all.putAll(read(Path.of(file)));
        }
        all.putAll(given);
        addKafkaFile(all);
        Configuration configuration = Configuration.fromMap(all);
        for (String key : all.keySet()) {
            check(key, configuration);
        }
        return configuration;
    }

    /** One paragraph per option. */
    public String help(String usage) {
        StringBuilder text = new StringBuilder(usage).append("\n\n");
        text.append(
                "  --config FILE\n      Properties or YAML (.yaml, .yml) with any of the keys below; arguments win.\n");
        for (ConfigOption<?> option : options) {
            text.append("  --").append(option.key()).append(" VALUE");
            defaultOf(option)
                    .ifPresent(
                            value -> text.append("   (default: ").append(value).append(')'));
            text.append("\n      ").append(description(option)).append('\n');
        }
        text.append("  --kafka.PROPERTY VALUE\n      Goes to every Kafka client as PROPERTY, such as"
                + " --kafka.security.protocol SSL.\n      Secrets belong into the file of --kafka.config.file.\n");
        return text.toString();
    }

    private void check(String key, Configuration configuration) throws InvalidArgumentsException {
        if (key.startsWith(ScreeningOptions.KAFKA_PREFIX)) {
            return;
        }
        ConfigOption<?> option = options.stream()
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidArgumentsException("unknown option --" + key + "; --help lists the keys"));
        try {
            configuration.get(option);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentsException(
                    "--" + key + " has a value of the wrong type: expected " + description(option));
        }
    }

    /** Arguments are seen by everybody on the machine, and end in Flink's logs. */
    private static void refuseSecret(String key) throws InvalidArgumentsException {
        if (key.startsWith("--" + ScreeningOptions.KAFKA_PREFIX)
                && SecretProperties.contains(key.substring(2 + ScreeningOptions.KAFKA_PREFIX.length()))) {
            throw new InvalidArgumentsException(
                    key + " is a secret and does not belong on the command line; put it into a properties file, without"
                            + " \"kafka.\", and name that with --" + ScreeningOptions.KAFKA_CONFIG_FILE.key());
        }
    }

    /** What is given by itself wins over the file. */
    private static void addKafkaFile(Map<String, String> all) throws InvalidArgumentsException {
        String file = all.remove(ScreeningOptions.KAFKA_CONFIG_FILE.key());
        if (file == null) {
            return;
        }
        try {
            properties(Path.of(file))
                    .forEach((key, value) -> all.putIfAbsent(ScreeningOptions.KAFKA_PREFIX + key, value));
        } catch (IOException e) {
            throw new InvalidArgumentsException(
                    "cannot read --" + ScreeningOptions.KAFKA_CONFIG_FILE.key() + " " + file);
        } catch (IllegalArgumentException e) {
            // Its message may quote the file.
            throw new InvalidArgumentsException(
                    "--" + ScreeningOptions.KAFKA_CONFIG_FILE.key() + " " + file + " is no properties file");
        }
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> read = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> read.put(key, properties.getProperty(key)));
        return read;
    }

    private static Map<String, String> read(Path file) throws InvalidArgumentsException {
        Map<String, String> read = new TreeMap<>();
        String name = file.toString();
        try {
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                flatten("", YamlParserUtils.loadYamlFile(file.toFile()), read);
            } else {
                read.putAll(properties(file));
            }
        } catch (IOException e) {
            throw new InvalidArgumentsException("cannot read --config " + name);
        } catch (Exception e) { // what Flink's YAML reader declares
            throw new InvalidArgumentsException("--config " + name + " is neither properties nor YAML");
        }
        return read;
    }

    private static void flatten(String prefix, Map<String, Object> tree, Map<String, String> into) {
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> nested) {
                Map<String, Object> branch = new TreeMap<>();
                nested.forEach((name, leaf) -> branch.put(String.valueOf(name), leaf));
                flatten(prefix + key + ".", branch, into);
            } else if (value instanceof List<?> list) {
                into.put(
                        prefix + key,
                        String.join(";", list.stream().map(String::valueOf).toList()));
            } else {
                into.put(prefix + key, String.valueOf(value));
            }
        });
    }

    /** An option's default as a person writes it; empty if there is none. */
    static Optional<String> defaultOf(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value == null || (value instanceof List<?> list && list.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(value instanceof Duration duration ? duration.toSeconds() + " s" : String.valueOf(value));
    }

    /** What an option is for, in plain text. */
    static String description(ConfigOption<?> option) {
        return new HtmlFormatter().format(option.description());
    }
}
