package dev.sluice.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "signatures",
        description = "Maintains the list of known material.",
        synopsisSubcommandLabel = "make|import|export|stat|remove|verify|diff",
        mixinStandardHelpOptions = true,
        subcommands = {
            SignaturesMakeCommand.class,
            SignaturesImportCommand.class,
            SignaturesExportCommand.class,
            SignaturesStatCommand.class,
            SignaturesRemoveCommand.class,
            SignaturesVerifyCommand.class,
            SignaturesDiffCommand.class
        })
final class SignaturesCommand {}
