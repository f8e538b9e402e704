package dev.sluice.signature.list;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Origin;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Signatures as they lie on their topic, one per line: {@code {"key": ..., "value": {...}}}. They keep their ids. */
final class SluiceLines implements LineParser.Syntax {
    /** A chunk of 2000 frames has some 240 kB. */
    static final int LONGEST_LINE = 1 << 20;

    private static final Origin NOWHERE = new Origin("", 0, 0, 0);

    private final Intake intake;
    private final EventCodec codec = new EventCodec();

    SluiceLines(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void read(String line, String at, Consumer<ListEntry> out) {
        try {
            JsonNode record = json(line);
            String key = record.path("key").asText("");
            int slash = key.indexOf('/');
            if (slash < 0) {
                out.accept(new Quarantined(at, Reason.MISSING_FIELD, "expected a key: bank/signature_id[/chunk]"));
            } else if (!record.hasNonNull("value")) {
                out.accept(intake.tombstone(key.substring(slash + 1)));
            } else {
                byte[] value = record.path("value").toString().getBytes(StandardCharsets.UTF_8);
                SignatureEvent signature = codec.readSignature(new Message(key, Map.of(), value, NOWHERE));
                signature(key.substring(slash + 1), signature, at, out);
            }
        } catch (BrokenListException e) {
            out.accept(new Quarantined(at, Reason.WRONG_TYPE, "no JSON object: expected key and value"));
        } catch (MalformedEventException e) {
            out.accept(new Quarantined(at, reason(e.error()), e.getMessage()));
        }
    }

    private void signature(String keyInBank, SignatureEvent signature, String at, Consumer<ListEntry> out) {
        List<SignatureEvent.Frame> frames = new ArrayList<>();
        for (SignatureEvent.Frame frame : signature.frames()) {
            Optional<Quarantined> objection = FrameCheck.objection(at, frame.hash(), frame.quality());
            objection.ifPresent(out);
            if (objection.isEmpty()) {
                frames.add(frame);
            }
        }
        List<SignatureEvent.Digest> digests = Intake.usable(at, signature.digests(), out);
        if (!frames.isEmpty() || !digests.isEmpty()) {
            Opinion opinion = Opinion.ofCategory(signature.opinion());
            out.accept(intake.entry(
                    intake.key(keyInBank), signature.signatureId(), signature.media(), opinion, frames, digests));
        }
    }

    private static JsonNode json(String line) throws BrokenListException {
        try {
            JsonTokens tokens = new JsonTokens(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
            if (tokens.next() != JsonToken.START_OBJECT) {
                throw new BrokenListException("the line", "expected an object");
            }
            return tokens.value().orElseThrow(() -> new BrokenListException("the line", "too large"));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
    }

    private static Reason reason(String error) {
        return switch (error) {
            case "BAD_HASH" -> Reason.BAD_HASH;
            case "OUT_OF_RANGE" -> Reason.OUT_OF_RANGE;
            case "MISSING_FIELD", "EMPTY_VALUE", "EMPTY" -> Reason.MISSING_FIELD;
            case "TOO_LARGE" -> Reason.TOO_LARGE;
            default -> Reason.WRONG_TYPE;
        };
    }
}
