package dev.sluice.jobs.screening;

import dev.sluice.event.AccountEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.SignalEvent;
import dev.sluice.screening.AccountInput;
import dev.sluice.screening.Reported;
import dev.sluice.screening.Score;
import dev.sluice.screening.StreamInput;

/** From the records of the smaller topics to what the screening takes in; what people wrote ends here. */
final class ReadInputs {
    private ReadInputs() {}

    static StreamInput report(EventCodec codec, Message record) throws MalformedEventException {
        ReportEvent report = codec.readReport(record);
        return StreamInput.of(report.streamId(), Reported.of(report, at(record)));
    }

    static StreamInput signal(EventCodec codec, Message record) throws MalformedEventException {
        SignalEvent signal = codec.readSignal(record);
        return StreamInput.of(signal.streamId(), Score.of(signal, at(record)));
    }

    static StreamInput verdict(EventCodec codec, Message record) throws MalformedEventException {
        return StreamInput.of(codec.readVerdict(record), at(record));
    }

    /** A tombstone takes back all that was said of an account. */
    static AccountInput account(EventCodec codec, Message record) throws MalformedEventException {
        AccountEvent event = record.value() == null && record.key() != null
                ? new AccountEvent(record.key(), null, 0, null, null, null)
                : codec.readAccount(record);
        return AccountInput.of(event, at(record));
    }

    static AccountInput accountNote(EventCodec codec, Message record) throws MalformedEventException {
        return AccountInput.of(codec.readAccountNote(record), at(record));
    }

    private static long at(Message record) {
        return record.origin().appendedAtMillis();
    }
}
