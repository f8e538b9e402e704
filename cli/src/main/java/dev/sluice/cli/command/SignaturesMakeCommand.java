package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.lists.SignatureFile;
import dev.sluice.cli.lists.SignatureKey;
import dev.sluice.cli.lists.SignatureKeys;
import dev.sluice.cli.reference.MediaFile;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.cli.reference.ReferenceFrames;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.cli.reference.VideoFingerprints.Thinning;
import dev.sluice.cli.show.Progress;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "make",
        aliases = "add",
        description = {
            "Makes signatures of known pictures and videos, and puts them into a bank or a list file.",
            "A video's frames are taken at its own rate, whole, in eight crops, four halves and, cut at the centre, four other"
                    + " shapes (4:3, square, 4:5, 9:16), and now and then without one"
                    + " or two sides, tilted and seen askew. Running jobs match with what"
                    + " is put into a bank at once."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SignaturesMakeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "JPEG, PNG, WebP, any video FFmpeg reads, or scene:NAME for a synthetic one.")
    private List<String> files;

    @Mixin
    private BankOption bank;

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

    @Option(
            names = "--prune-distance",
            paramLabel = "BITS",
            defaultValue = "" + ReferenceFrames.USUAL_ALIKE,
            description =
                    "Leave out frames that differ in at most so many bits from the last kept, for up to 0.2 s; 0 to "
                            + ReferenceFrames.MOST_ALIKE + " (default: ${DEFAULT-VALUE}).")
    private int pruneDistance;

    @Option(
            names = "--out",
            paramLabel = "LIST",
            description = "Write a list for signatures import instead of the bank; needs no Kafka.")
    private Path list;

    @Option(names = "--dry-run", description = "Only say what would come of it; needs no Kafka.")
    private boolean dryRun;

    @Mixin
    private ProgressOption progress;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException, MediaException {
        if (id != null && files.size() > 1) {
            throw new CommandException("--id goes with one file");
        }
        if (id != null) {
            BankOption.checked(id, "an id");
        }
        if (pruneDistance < 0 || pruneDistance > ReferenceFrames.MOST_ALIKE) {
            throw new CommandException("--prune-distance must be 0.." + ReferenceFrames.MOST_ALIKE);
        }
        String name = bank.name();
        if (dryRun) {
            makeAll(name, (key, event) -> {}, () -> {}, " would be written");
        } else if (list != null) {
            try (SignatureFile file = new SignatureFile(list)) {
                makeAll(name, file, () -> {}, "");
            }
        } else {
            publish(name);
        }
        return 0;
    }

    /** What a made signature must wait for before it can be reported. */
    private interface Written {
        void await() throws CommandException;
    }

    /** First what is new, at once; then what an earlier and longer signature of the same id has left over. */
    private void publish(String name) throws CommandException, MediaException {
        KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
        bank.warnIfUnnamed(connection, spec.commandLine().getErr());
        Set<String> written = new HashSet<>();
        Set<String> ids = new HashSet<>();
        try (EventProducer producer = new EventProducer(connection)) {
            Signatures.Sink sink = (key, event) -> {
                producer.send(Topic.SIGNATURES, key, key, event);
                written.add(key);
                ids.add(event.signatureId());
            };
            makeAll(name, sink, producer::flush, "");
            for (SignatureKey key : SignatureKeys.read(connection, name, ids)) {
                if (!written.contains(key.text())) {
                    producer.sendTombstone(Topic.SIGNATURES, key.text());
                    spec.commandLine().getOut().println(key.text() + ": left over from before, removed");
                }
            }
            producer.flush();
        }
    }

    private void makeAll(String name, Signatures.Sink sink, Written written, String unlessDone)
            throws CommandException, MediaException {
        Signatures signatures = new Signatures(sink, name, source, Instant.now());
        for (String file : files) {
            NamedVideo named = new NamedVideo(file);
            String signatureId = id == null ? named.id() : id;
            Signatures.Made made = make(signatures, named, signatureId);
            written.await();
            String key = name + "/" + signatureId;
            made.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + key + ": " + warning));
            spec.commandLine()
                    .getOut()
                    .println(key + ": " + count(made.fingerprints(), "fingerprint") + " in "
                            + count(made.records(), "record") + unlessDone);
        }
    }

    private Signatures.Made make(Signatures signatures, NamedVideo named, String signatureId)
            throws CommandException, MediaException {
        Optional<LumaPlane> picture = named.isScene() ? Optional.empty() : MediaFile.picture(Path.of(named.name()));
        if (picture.isPresent()) {
            return signatures.addPicture(signatureId, picture.get());
        }
        try (PictureSource video = named.open();
                Progress shown = progress.start(
                        spec.commandLine().getErr(),
                        named.lengthMillis(video),
                        millis -> String.format(Locale.ROOT, "%.0f s of %s", millis / 1000.0, signatureId))) {
            return signatures.addVideo(
                    signatureId,
                    video,
                    new Signatures.Work(new Thinning(false, framesPerSecond), pruneDistance, shown::at));
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
