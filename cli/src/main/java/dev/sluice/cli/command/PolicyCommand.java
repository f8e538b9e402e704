package dev.sluice.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "policy",
        description = "Checks policies, compares them and puts them in force.",
        synopsisSubcommandLabel = "validate|test|publish|show|diff|schema",
        mixinStandardHelpOptions = true,
        subcommands = {
            PolicyValidateCommand.class,
            PolicyTestCommand.class,
            PolicyPublishCommand.class,
            PolicyShowCommand.class,
            PolicyDiffCommand.class,
            PolicySchemaCommand.class
        })
final class PolicyCommand {}
