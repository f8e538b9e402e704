package dev.sluice.cli.command;

import dev.sluice.jobs.screening.JobVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code sluice --version} says. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + JobVersion.current()};
    }
}
