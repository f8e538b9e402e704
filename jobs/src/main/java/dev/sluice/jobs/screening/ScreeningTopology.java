package dev.sluice.jobs.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.DeadLetter;
import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.Kill;
import dev.sluice.event.Message;
import dev.sluice.event.SignatureEvent;
import dev.sluice.jobs.kafka.CatalogueLease;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.screening.AccountInput;
import dev.sluice.screening.IncidentNote;
import dev.sluice.screening.Sighting;
import dev.sluice.screening.StreamInput;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The wiring of the screening job, from inputs to outputs; Kafka, tests and replay give the ends. */
public final class ScreeningTopology {
    /** Chat waits no longer than this in a half-full network buffer: there is much of it, and each message is short. */
    static final long CHAT_BUFFER_MILLIS = 5;

    private ScreeningTopology() {}

    /** Records as they lie on each topic. */
    public record Inputs(
            DataStream<Message> frames,
            DataStream<Message> chat,
            DataStream<Message> streams,
            DataStream<Message> reports,
            DataStream<Message> signals,
            DataStream<Message> verdicts,
            DataStream<Message> killAcks,
            DataStream<Message> accounts,
            DataStream<Message> accountNotes,
            DataStream<Message> policy,
            DataStream<Message> directives,
            DataStream<Message> signatures) {}

    /** Where each kind of result goes. */
    public record Outputs(
            Sink<Flag> flags,
            Sink<Kill> kills,
            Sink<Directive> directives,
            Sink<Decision> decisions,
            Sink<AccountNote> accountNotes,
            Sink<SignatureEvent> signatures,
            Sink<DeadLetter> deadLetters) {}

    /**
     * What the operators need to know.
     *
     * @param policy the document in force until one is broadcast; null for the shipped one
     * @param policyOffset where it lies on its topic, 0 for the shipped one
     * @param claimCheckPrefixes of URIs that may be fetched
     * @param decodeJournal folder of {@link dev.sluice.media.DecodeJournal}, empty for the usual one
     * @param jobVersion named in every flag
     */
    public record Settings(
            String policy,
            long policyOffset,
            List<String> claimCheckPrefixes,
            String decodeJournal,
            CatalogueLease.Source catalogue,
            String jobVersion)
            implements Serializable {}

    /** Connects the operators. */
    public static void connect(Inputs in, Outputs out, Settings settings) {
        var frames = read(Stage.READ_FRAMES, in.frames(), FrameEvent.class, (codec, record) -> codec.readFrame(record));
        var streams = read(
                Stage.READ_STREAMS,
                in.streams(),
                StreamInput.class,
                (codec, record) ->
                        StreamInput.of(codec.readStream(record), record.origin().appendedAtMillis()));
        var reports = read(Stage.READ_REPORTS, in.reports(), StreamInput.class, ReadInputs::report);
        var signals = read(Stage.READ_SIGNALS, in.signals(), StreamInput.class, ReadInputs::signal);
        var verdicts = read(Stage.READ_VERDICTS, in.verdicts(), StreamInput.class, ReadInputs::verdict);
        var killAcks = read(
                Stage.READ_KILL_ACKS,
                in.killAcks(),
                GateInput.class,
                (codec, record) -> GateInput.of(codec.readKillAck(record)));
        var accounts = read(Stage.READ_ACCOUNTS, in.accounts(), AccountInput.class, ReadInputs::account);
        var notes = read(Stage.READ_ACCOUNT_NOTES, in.accountNotes(), AccountInput.class, ReadInputs::accountNote);
        var policies = readOne(Stage.READ_POLICY, in.policy(), Control.class, new ReadPolicy(settings.policyOffset()));
        var directed = readOne(
                Stage.READ_DIRECTIVES,
                in.directives(),
                Control.class,
                (codec, record) -> record.value() == null ? null : Control.of(codec.readDirective(record)));
        // The catalogue follows its topic by itself; here bad records become dead letters.
        var checked = readOne(Stage.CHECK_SIGNATURES, in.signatures(), String.class, new CheckSignature());

        BroadcastStream<Control> policy = policies.broadcast(PolicyInForce.STATE);
        BroadcastStream<Control> policyAndDirectives =
                policies.union(directed).broadcast(PolicyInForce.STATE, SampleFrames.DIRECTIVES);

        var sampled = Stage.SAMPLE_FRAMES.name(
                frames.connect(policyAndDirectives).process(new SampleFrames(settings.policy())));
        var fingerprints = Stage.FINGERPRINT_FRAMES.name(
                sampled.process(new FingerprintFrames(settings.claimCheckPrefixes(), settings.decodeJournal())));
        var restreams = Stage.WATCH_RESTREAMS.name(Stage.SIGHT_FRAMES
                .name(fingerprints.flatMap(new SightFrames()))
                .keyBy(Sighting::band)
                .connect(policy)
                .process(new WatchRestreams(settings.policy())));
        var chat = Stage.READ_CHAT
                .name(in.chat().connect(policy).process(new ReadChat(settings.policy())))
                .setBufferTimeout(CHAT_BUFFER_MILLIS);
        var standing = Stage.FOLLOW_ACCOUNT.name(Stage.NAME_ACCOUNTS
                .name(streams.flatMap(new NameAccounts()))
                .union(accounts, notes)
                .keyBy(AccountInput::accountId)
                .process(new FollowAccount()));
        var flags = Stage.SCREEN_STREAM.name(fingerprints
                .union(chat, streams, reports, signals, verdicts, standing, restreams)
                .keyBy(StreamInput::streamId)
                .connect(policy)
                .process(new ScreenStream(settings.catalogue(), settings.policy(), settings.jobVersion())));
        // Budgets are over all streams, so one task keeps them.
        var kills = Stage.GATE_KILLS.name(flags.getSideOutput(ScreenStream.KILL_REQUESTS)
                .union(killAcks)
                .keyBy(request -> "all")
                .connect(policy)
                .process(new GateKills(settings.policy(), settings.jobVersion()))
                .setParallelism(1));

        var debriefs = Stage.DEBRIEF_INCIDENTS.name(flags.getSideOutput(ScreenStream.INCIDENT_NOTES)
                .union(kills.getSideOutput(GateKills.INCIDENT_NOTES))
                .keyBy(IncidentNote::incident)
                // By key, not to all: an incident's end must find its book even if no stream was seen.
                .connect(policies.keyBy(Control::policyKey))
                .process(new DebriefIncidents(settings.jobVersion()))
                .setParallelism(1));

        Stage.KILLS.name(kills.sinkTo(out.kills()));
        Stage.FLAGS.name(flags.union(kills.getSideOutput(GateKills.FLAGS)).sinkTo(out.flags()));
        Stage.DIRECTIVES.name(flags.getSideOutput(ScreenStream.DIRECTIVES).sinkTo(out.directives()));
        Stage.DECISIONS.name(flags.getSideOutput(ScreenStream.DECISIONS)
                .union(kills.getSideOutput(GateKills.DECISIONS), debriefs)
                .sinkTo(out.decisions()));
        Stage.ACCOUNT_NOTES.name(flags.getSideOutput(ScreenStream.ACCOUNT_NOTES).sinkTo(out.accountNotes()));
        Stage.SIGNATURES_OUT.name(flags.getSideOutput(ScreenStream.SIGNATURES).sinkTo(out.signatures()));
        Stage.DEADLETTERS.name(deadLetters(List.of(
                        frames,
                        streams,
                        reports,
                        signals,
                        verdicts,
                        killAcks,
                        accounts,
                        notes,
                        policies,
                        directed,
                        checked,
                        fingerprints,
                        chat))
                .sinkTo(out.deadLetters()));
    }

    private static <T> SingleOutputStreamOperator<T> read(
            Stage stage, DataStream<Message> records, Class<T> type, ReadEvents.Reader<T> reader) {
        return stage.name(records.process(new ReadEvents<>(stage, reader)).returns(type));
    }

    /** With one task, so that the order of a topic's records is the same for all who hear of them. */
    private static <T> SingleOutputStreamOperator<T> readOne(
            Stage stage, DataStream<Message> records, Class<T> type, ReadEvents.Reader<T> reader) {
        return read(stage, records, type, reader).setParallelism(1);
    }

    private static DataStream<DeadLetter> deadLetters(List<SingleOutputStreamOperator<?>> operators) {
        return operators.stream()
                .<DataStream<DeadLetter>>map(operator -> operator.getSideOutput(DeadLetters.OUTPUT))
                .reduce((one, other) -> one.union(other))
                .orElseThrow();
    }
}
