package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.policy.Incidents;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.event.Decision;
import dev.sluice.event.Topic;
import dev.sluice.policy.Incident;
import dev.sluice.policy.IncidentDocument;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "incident",
        description = "Declares a crisis: a named, expiring overlay on the policy that makes Sluice more watchful.",
        synopsisSubcommandLabel = "open|extend|close|list|debrief",
        mixinStandardHelpOptions = true,
        subcommands = {
            IncidentCommand.Open.class,
            IncidentCommand.Extend.class,
            IncidentCommand.Close.class,
            IncidentCommand.ListAll.class,
            IncidentCommand.Debrief.class
        })
final class IncidentCommand {

    /** What all of them need. */
    abstract static class OnTopic implements Callable<Integer> {
        @Mixin
        private KafkaOptions kafka;

        @Spec
        private CommandSpec spec;

        Incidents incidents() throws CommandException {
            return incidents(Topic.POLICY);
        }

        Incidents incidents(Topic... topics) throws CommandException {
            return new Incidents(kafka.connectionWith(topics));
        }

        Policy policy() throws CommandException {
            return PolicySource.publishedOrShipped(kafka.connectionWith(Topic.POLICY));
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        PrintWriter err() {
            return spec.commandLine().getErr();
        }

        static Incident known(Map<String, Incident> incidents, String name) throws CommandException {
            Incident incident = incidents.get(name);
            if (incident == null) {
                throw new CommandException("no incident " + name + " was ever opened"
                        + (incidents.isEmpty() ? "" : "; known: " + String.join(", ", incidents.keySet())));
            }
            return incident;
        }

        /** The same incident with another end. */
        static Incident until(Incident incident, Instant expiresAt) throws CommandException {
            IncidentDocument document = incident.document();
            return checked(new IncidentDocument(
                    document.name(),
                    document.revision() + 1,
                    document.openedAt(),
                    expiresAt,
                    document.note(),
                    document.streams(),
                    document.banks(),
                    document.risk(),
                    document.sampling(),
                    document.kills()));
        }

        static Incident checked(IncidentDocument document) throws CommandException {
            try {
                return Incident.of(document);
            } catch (InvalidPolicyException e) {
                // The lines are those of a document that nobody wrote.
                throw new CommandException(
                        "no valid incident: " + e.getMessage().replaceAll("line \\d+: ", ""), e);
            }
        }
    }

    @Command(
            name = "open",
            description = "Opens an incident, from options or from a document; running jobs obey it at once.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Open extends OnTopic {
        @Parameters(
                paramLabel = "NAME",
                arity = "0..1",
                description = "Lower-case letters, digits and hyphens; not with --file.")
        private String name;

        @Option(names = "--file", paramLabel = "FILE", description = "The whole document, in YAML or JSON, instead.")
        private Path file;

        @Option(
                names = "--for",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                defaultValue = "24h",
                description = "How long it lasts, such as 6h; 7 days at most (default: ${DEFAULT-VALUE}).")
        private Duration lasts;

        @Option(
                names = "--streams",
                paramLabel = "CEL",
                defaultValue = "true",
                description = "Which streams it is about (default: all), such as 'stream.category == \"irl\"'.")
        private String streams;

        @Option(
                names = "--raise",
                paramLabel = "RISK",
                defaultValue = "1",
                description = "Risk from which these are flagged, if lower than the policy's.")
        private double raise;

        @Option(
                names = "--frames-per-second",
                paramLabel = "RATE",
                defaultValue = "0",
                description = "Frames of these to look at, if more than the policy's.")
        private double framesPerSecond;

        @Option(
                names = "--authority",
                paramLabel = "BANK",
                description = "A bank that may kill while it lasts; may be repeated.")
        private List<String> authority = List.of();

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "For people.")
        private String note;

        @Override
        public Integer call() throws CommandException {
            if ((name == null) == (file == null)) {
                throw new CommandException("name the incident, or give its document with --file");
            }
            Instant now = Instant.now();
            Incident incident = file != null
                    ? document()
                    : checked(new IncidentDocument(
                            name,
                            1,
                            now,
                            now.plus(lasts),
                            note,
                            streams,
                            List.of(),
                            new IncidentDocument.Risk(raise),
                            new IncidentDocument.Sampling(framesPerSecond),
                            new IncidentDocument.Kills(authority)));
            Incidents incidents = incidents();
            Incident old = incidents.read().get(incident.name());
            if (old != null && old.isActive(now)) {
                throw new CommandException("incident " + incident.name() + " is open until "
                        + old.document().expiresAt() + "; extend or close it");
            }
            incidents.publish(incident);
            out().println("incident " + incident.name() + " open until "
                    + incident.document().expiresAt());
            warnOfUnnamedBanks(incident);
            return 0;
        }

        private void warnOfUnnamedBanks(Incident incident) throws CommandException {
            Set<String> unnamed = new TreeSet<>(incident.document().kills().authority());
            incident.document().banks().forEach(bank -> unnamed.remove(bank.name()));
            if (unnamed.isEmpty()) {
                // Most incidents give no authority: the policy need not be read for them.
                return;
            }
            Policy policy = policy();
            unnamed.removeAll(policy.banks().names());
            for (String bank : unnamed) {
                err().println("warning: neither policy " + policy.version() + " nor the incident names bank " + bank
                        + ", which may now end streams");
            }
        }

        private Incident document() throws CommandException {
            try {
                return Incident.parse(PolicySource.read(file));
            } catch (InvalidPolicyException e) {
                throw new CommandException(file + " is no valid incident: " + e.getMessage(), e);
            }
        }
    }

    @Command(name = "extend", description = "Sets a later end.", mixinStandardHelpOptions = true, sortOptions = false)
    static final class Extend extends OnTopic {
        @Parameters(paramLabel = "NAME", description = "The incident.")
        private String name;

        @Option(
                names = "--for",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                required = true,
                description = "How long it lasts from now, such as 6h.")
        private Duration lasts;

        @Override
        public Integer call() throws CommandException {
            Incidents incidents = incidents();
            Incident longer = until(known(incidents.read(), name), Instant.now().plus(lasts));
            incidents.publish(longer);
            out().println("incident " + name + " open until "
                    + longer.document().expiresAt());
            return 0;
        }
    }

    @Command(
            name = "close",
            description = "Ends an incident now; the policy holds again as it is.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Close extends OnTopic {
        @Parameters(paramLabel = "NAME", description = "The incident.")
        private String name;

        @Override
        public Integer call() throws CommandException {
            Incidents incidents = incidents();
            Instant now = Instant.now();
            Incident incident = known(incidents.read(), name);
            if (!incident.isActive(now)) {
                throw new CommandException("incident " + name + " is not open: it ended at "
                        + incident.document().expiresAt());
            }
            incidents.publish(until(incident, now));
            out().println("incident " + name + " closed");
            return 0;
        }
    }

    @Command(
            name = "list",
            description = "Lists incidents and whether they are open.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class ListAll extends OnTopic {
        @Override
        public Integer call() throws CommandException {
            Instant now = Instant.now();
            Map<String, Incident> incidents = incidents().read();
            if (incidents.isEmpty()) {
                out().println("no incidents");
            }
            incidents.values().forEach(incident -> out().println(incident.name()
                    + (incident.isActive(now) ? "  open until " : "  ended ")
                    + incident.document().expiresAt() + "  "
                    + incident.document().note()));
            return 0;
        }
    }

    @Command(
            name = "debrief",
            description =
                    "Prints what an ended incident came to: streams seen, flagged, killed, overturned, and how fast.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Debrief extends OnTopic {
        @Parameters(paramLabel = "NAME", description = "The incident.")
        private String name;

        @Override
        public Integer call() throws CommandException {
            Incidents incidents = incidents(Topic.POLICY, Topic.DECISIONS);
            Optional<Decision> debrief = incidents.debrief(name);
            if (debrief.isEmpty()) {
                Incident incident = known(incidents.read(), name);
                Instant end = incident.document().expiresAt();
                throw new CommandException(
                        incident.isActive(Instant.now())
                                ? "incident " + name + " is open until " + end + "; its debrief is written at its end"
                                : "no debrief of incident " + name + ", which ended at " + end
                                        + ": the screening job writes it; see that one runs");
            }
            out().println(debrief.get().reference() + ", written "
                    + debrief.get().at());
            debrief.get().reasons().forEach(reason -> out().println("  " + reason));
            return 0;
        }
    }
}
