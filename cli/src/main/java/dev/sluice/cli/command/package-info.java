/** The subcommands: arguments, help and exit codes; the work is done in the packages beside. */
package dev.sluice.cli.command;
