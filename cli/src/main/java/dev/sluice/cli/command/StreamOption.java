package dev.sluice.cli.command;

import picocli.CommandLine.Option;

/** The stream that a command is about. */
final class StreamOption {
    @Option(
            names = "--stream",
            paramLabel = "ID",
            required = true,
            converter = NonBlankConverter.class,
            description = "The stream.")
    private String id;

    String id() {
        return id;
    }
}
