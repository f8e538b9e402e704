package dev.sluice.media;

import dev.sluice.media.FrameDecoder.Limits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The sessions that stay open from payload to payload, one per codec that allows it; the others last for one use. */
final class CodecSessions implements AutoCloseable {
    private final int errorRecognition;
    private final Limits limits;
    private final Map<Codec, CodecSession> open = new EnumMap<>(Codec.class);

    CodecSessions(int errorRecognition, Limits limits) {
        this.errorRecognition = errorRecognition;
        this.limits = limits;
    }

    /** A session to be given back by {@link #giveBack}. */
    CodecSession take(Codec codec) throws RefusedException {
        CodecSession kept = open.remove(codec);
        return kept != null ? kept : CodecSession.open(codec, errorRecognition, limits, Optional.empty());
    }

    /** @param sound whether the session decoded without fault */
    void giveBack(Codec codec, CodecSession session, boolean sound) {
        if (sound && codec.reusable) {
            open.put(codec, session);
        } else {
            session.close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(CodecSession::close);
        open.clear();
    }
}
