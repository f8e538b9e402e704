package dev.sluice.signature.list;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What python-threatexchange made of a video before: {@code {"0": {"quality": 100, "hash": H, "timestamp": 0.0}, ...}}, keyed
 * by the frame's number; one file is one video.
 */
final class VpdqFrameMap implements ListParser {
    private final JsonTokens tokens;
    private final VideoAssembler video;
    private boolean begun;
    private long number;

    VpdqFrameMap(InputStream in, Intake intake) throws IOException {
        this.tokens = new JsonTokens(in);
        this.video = new VideoAssembler(intake, intake.listId());
    }

    @Override
    public boolean advance(Consumer<ListEntry> out) throws IOException {
        try {
            JsonToken token = tokens.next();
            if (!begun) {
                begun = true;
                if (token != JsonToken.START_OBJECT) {
                    throw new BrokenListException("the beginning", "expected an object of frames");
                }
                return true;
            }
            if (token != JsonToken.FIELD_NAME) {
                video.end(out);
                return false;
            }
            tokens.next();
            frame(tokens.value(), out);
            return true;
        } catch (BrokenListException e) {
            out.accept(new Quarantined(e.at(), Reason.BROKEN, e.getMessage()));
            video.end(out);
            return false;
        }
    }

    private void frame(Optional<JsonNode> value, Consumer<ListEntry> out) {
        number++;
        String at = "frame " + number;
        if (value.isEmpty() || !value.get().isObject()) {
            out.accept(new Quarantined(at, Reason.WRONG_TYPE, "expected an object with quality, hash and timestamp"));
            return;
        }
        JsonNode frame = value.get();
        video.add(
                at,
                frame.path("hash").asText(""),
                Quality.parse(frame.path("quality").asText("")),
                Seconds.millis(frame.path("timestamp").asText("")),
                out);
    }
}
