/** The {@code sluice} command: everything a person runs by hand. {@code command} holds one class per subcommand. */
package dev.sluice.cli;
