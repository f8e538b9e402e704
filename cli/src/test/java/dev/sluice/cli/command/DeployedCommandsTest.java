package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command knows what docker/ tells it to do. */
class DeployedCommandsTest {
    private static final Path DOCKER = docker();

    @Test
    void theCommandKnowsWhatComposeAndKubernetesTellIt() throws IOException {
        Map<String, List<String>> told = new TreeMap<>();
        ((Map<?, ?>) yaml("compose.yaml").get("services")).forEach((name, service) -> {
            Map<?, ?> settings = (Map<?, ?>) service;
            boolean itsEntryPoint = "sluice/tools:local".equals(settings.get("image"))
                    && !settings.containsKey("entrypoint")
                    && settings.containsKey("command");
            if (itsEntryPoint) {
                told.put("compose " + name, strings(settings.get("command")));
            }
        });
        Map<?, ?> template =
                (Map<?, ?>) ((Map<?, ?>) yaml("kubernetes/canary.yaml").get("spec")).get("template");
        Map<?, ?> container = (Map<?, ?>) ((List<?>) ((Map<?, ?>) template.get("spec")).get("containers")).get(0);
        told.put("kubernetes canary", strings(container.get("args")));

        assertThat(told).containsKeys("compose topics", "compose policy", "compose canary", "kubernetes canary");
        assertThat(told).allSatisfy((where, arguments) -> assertThat(fault(arguments))
                .as("%s %s", where, arguments)
                .isNull());
        assertThat(fault(List.of("topics", "create", "--partition", "12"))).isNotNull();
    }

    /** What the command has against arguments; null if nothing. */
    private static String fault(List<String> arguments) {
        try {
            CommandLine line = Sluice.commandLine();
            line.parseArgs(arguments.toArray(String[]::new));
            return null;
        } catch (ParameterException e) {
            return e.getMessage();
        }
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(DOCKER.resolve(file)));
    }

    private static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }

    private static Path docker() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docker"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docker");
    }
}
