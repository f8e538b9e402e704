package dev.sluice.signature.list;

import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Makes one video's signature of its frames; a long one becomes several records, of which one is held at a time. */
final class VideoAssembler {
    /** As the command cuts the videos that it hashes: no record beyond a few hundred kilobytes. */
    static final int FRAMES_PER_CHUNK = 2000;

    private final Intake intake;
    private final String id;
    private final List<SignatureEvent.Frame> frames = new ArrayList<>();
    private int chunks;
    private long latestMillis;

    VideoAssembler(Intake intake, String id) {
        this.intake = intake;
        this.id = id;
    }

    /** Takes a frame, or says why it cannot. */
    void add(String at, String hash, Quality quality, OptionalLong millis, Consumer<ListEntry> out) {
        if (!quality.whole()) {
            out.accept(new Quarantined(at, Reason.WRONG_TYPE, "quality is no whole number: expected 0 to 100"));
            return;
        }
        if (millis.isEmpty()) {
            out.accept(new Quarantined(at, Reason.WRONG_TYPE, "no time: expected seconds into the video"));
            return;
        }
        Optional<Quarantined> objection = FrameCheck.objection(at, hash, quality.value());
        if (objection.isPresent()) {
            out.accept(objection.get());
            return;
        }
        if (millis.getAsLong() < latestMillis) {
            out.accept(FrameCheck.outOfOrder(at));
            return;
        }
        if (frames.size() == FRAMES_PER_CHUNK) {
            emitChunk(out);
        }
        latestMillis = millis.getAsLong();
        frames.add(new SignatureEvent.Frame(hash, quality.value(), latestMillis));
    }

    /** After the last frame. */
    void end(Consumer<ListEntry> out) {
        if (chunks > 0) {
            emitChunk(out);
        } else if (!frames.isEmpty()) {
            emit(intake.key(id), out);
        }
    }

    private void emitChunk(Consumer<ListEntry> out) {
        emit(intake.key(id) + "/" + chunks, out);
        chunks++;
    }

    private void emit(String key, Consumer<ListEntry> out) {
        out.accept(intake.entry(key, id, SignatureEvent.VIDEO, Opinion.POSITIVE, frames, List.of()));
        frames.clear();
    }
}
