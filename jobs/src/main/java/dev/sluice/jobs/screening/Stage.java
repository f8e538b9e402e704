package dev.sluice.jobs.screening;

import java.util.Locale;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Every operator of the screening job. Its uid ties saved state to it and never changes; its name is shown to people. */
public enum Stage {
    FRAMES("frames"),
    CHAT("chat"),
    STREAMS("streams"),
    REPORTS("reports"),
    SIGNALS("signals"),
    VERDICTS("verdicts"),
    KILL_ACKS("kill-acks"),
    ACCOUNTS("accounts"),
    ACCOUNT_NOTES_IN("account-notes, back"),
    POLICY("policy"),
    DIRECTIVES_IN("directives, back"),
    SIGNATURES("signatures"),
    READ_FRAMES("ReadFrames"),
    READ_CHAT("ReadChat"),
    READ_STREAMS("ReadStreams"),
    READ_REPORTS("ReadReports"),
    READ_SIGNALS("ReadSignals"),
    READ_VERDICTS("ReadVerdicts"),
    READ_KILL_ACKS("ReadKillAcks"),
    READ_ACCOUNTS("ReadAccounts"),
    READ_ACCOUNT_NOTES("ReadAccountNotes"),
    READ_POLICY("ReadPolicy"),
    READ_DIRECTIVES("ReadDirectives"),
    CHECK_SIGNATURES("CheckSignatures"),
    SAMPLE_FRAMES("SampleFrames"),
    FINGERPRINT_FRAMES("FingerprintFrames"),
    SIGHT_FRAMES("SightFrames"),
    WATCH_RESTREAMS("WatchRestreams"),
    NAME_ACCOUNTS("NameAccounts"),
    FOLLOW_ACCOUNT("FollowAccount"),
    SCREEN_STREAM("ScreenStream"),
    GATE_KILLS("GateKills"),
    DEBRIEF_INCIDENTS("DebriefIncidents"),
    FLAGS("flags"),
    KILLS("kills"),
    DIRECTIVES("directives"),
    DECISIONS("decisions"),
    ACCOUNT_NOTES("account-notes"),
    SIGNATURES_OUT("signatures, confirmed"),
    DEADLETTERS("deadletters");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The operator's uid. */
    public String uid() {
        return "screening-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The operator's name, as in the picture of the data flow. */
    public String label() {
        return label;
    }

    <T> SingleOutputStreamOperator<T> name(SingleOutputStreamOperator<T> operator) {
        return operator.uid(uid()).name(label);
    }

    <T> DataStreamSink<T> name(DataStreamSink<T> sink) {
        return sink.uid(uid()).name(label);
    }
}
