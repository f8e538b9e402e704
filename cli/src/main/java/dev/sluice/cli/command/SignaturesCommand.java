package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.reference.MediaFile;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.cli.reference.VideoFingerprints.Thinning;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.PictureSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "signatures",
        description = "Maintains the list of known material.",
        synopsisSubcommandLabel = "add|import|export|stat|remove|verify|diff",
        mixinStandardHelpOptions = true,
        subcommands = {
            SignaturesCommand.Add.class,
            SignaturesImportCommand.class,
            SignaturesExportCommand.class,
            SignaturesStatCommand.class,
            SignaturesRemoveCommand.class,
            SignaturesVerifyCommand.class,
            SignaturesDiffCommand.class
        })
final class SignaturesCommand {
    @Command(
            name = "add",
            description = "Adds pictures and videos to a bank; running jobs match with them at once.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Add implements Callable<Integer> {
        @Parameters(
                paramLabel = "FILE",
                arity = "1..*",
                description = "JPEG, PNG, WebP, any video FFmpeg reads, or scene:NAME for a synthetic one.")
        private List<String> files;

        @Option(
                names = "--bank",
                paramLabel = "NAME",
                required = true,
                description = "The bank, as the policy names it.")
        private String bank;

        @Option(names = "--id", paramLabel = "ID", description = "The signature's id (default: the file's name).")
        private String id;

        @Option(
                names = "--source",
                paramLabel = "NAME",
                defaultValue = "sluice-cli",
                description = "Who contributes it (default: ${DEFAULT-VALUE}).")
        private String source;

        @Option(
                names = "--fps",
                paramLabel = "N",
                description = "At most N frames per second of a video (default: every frame).")
        private double framesPerSecond;

        @Mixin
        private KafkaOptions kafka;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (id != null && files.size() > 1) {
                throw new CommandException("--id goes with one file");
            }
            if (bank.isBlank() || bank.contains("/") || (id != null && (id.isBlank() || id.contains("/")))) {
                throw new CommandException("a bank's name and an id must not be blank or contain /");
            }
            KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
            try (EventProducer producer = new EventProducer(connection)) {
                Signatures signatures = new Signatures(producer, bank, source, Instant.now());
                for (String file : files) {
                    String line = add(signatures, file);
                    producer.flush();
                    spec.commandLine().getOut().println(line);
                }
            }
            return 0;
        }

        private String add(Signatures signatures, String file) throws Exception {
            NamedVideo named = new NamedVideo(file);
            String name = id == null ? named.id() : id;
            Optional<LumaPlane> picture = named.isScene() ? Optional.empty() : MediaFile.picture(Path.of(file));
            int frames = 1;
            if (picture.isPresent()) {
                signatures.addPicture(name, picture.get());
            } else {
                try (PictureSource video = named.open()) {
                    frames = signatures.addVideo(name, video, new Thinning(false, framesPerSecond));
                }
            }
            return bank + "/" + name + ": " + frames + (frames == 1 ? " fingerprint" : " fingerprints");
        }
    }
}
