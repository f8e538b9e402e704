package dev.sluice.jobs.screening;

import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;

/** Lets nothing through; what is no signature ends as a dead letter. */
final class CheckSignature implements ReadEvents.Reader<String> {
    @Override
    public String read(EventCodec codec, Message message) throws MalformedEventException {
        if (message.value() != null) {
            codec.readSignature(message);
        } else if (message.key() == null) {
            throw new MalformedEventException("BAD_KEY", "key: missing, expected bank/signature_id[/chunk]");
        }
        return null;
    }
}
