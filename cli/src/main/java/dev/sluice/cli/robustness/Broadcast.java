package dev.sluice.cli.robustness;

import dev.sluice.event.Flag;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.match.Vote;
import dev.sluice.media.Decoded;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureEncoder;
import dev.sluice.media.TimedPicture;
import dev.sluice.screening.Step;
import dev.sluice.screening.StreamInput;
import dev.sluice.screening.StreamScreening;
import dev.sluice.screening.StreamState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One live stream: each of its pictures is coded, decoded, fingerprinted and screened as the job does it. */
final class Broadcast implements AutoCloseable {
    private final String streamId;
    private final PictureEncoder encoder;
    private final Bench bench;
    private final StreamScreening screening;

    private StreamState state;
    private int frames;
    private int plainFrames;
    /** Media times of frames that speak for a signature, be it later than they were seen. */
    private final Set<Long> found = new HashSet<>();

    private long flagMillis = Measurement.NEVER;
    private long killMillis = Measurement.NEVER;
    private boolean sequence;

    Broadcast(String streamId, Encoding encoding, Bench bench) {
        this.streamId = streamId;
        this.encoder = encoding.open();
        this.bench = bench;
        this.screening = bench.screening();
    }

    /** Sends one picture. */
    void show(TimedPicture picture) throws MediaException {
        Decoded decoded = bench.decoder().decode(encoder.contentType(), encoder.encode(picture.picture()));
        if (decoded instanceof Decoded.Failed failed) {
            throw new MediaException("frame " + frames + " of " + streamId + " was sent but not understood: "
                    + failed.error() + ", " + failed.detail());
        }
        Decoded.Picture seen = ((Decoded.Pictures) decoded).pictures().get(0);
        List<Fingerprint> fingerprints = bench.fingerprinter().fingerprint(seen.luma());
        Instant now = Bench.START.plusMillis(picture.ptsMillis());
        FrameFingerprints frame = new FrameFingerprints(
                streamId,
                streamId,
                picture.ptsMillis(),
                seen.partial(),
                fingerprints,
                new Flag.Coverage(frames + 1L, frames + 1L, 0),
                new Flag.FrameEvidence("frames", 0, frames, frames, picture.ptsMillis(), "", now.toEpochMilli()));
        frames++;
        plainFrames += bench.known().plainlyMatches(fingerprints) ? 1 : 0;
        note(screening.apply(state, StreamInput.of(frame), now), picture.ptsMillis());
    }

    Measurement measurement() {
        return new Measurement(frames, plainFrames, found.size(), flagMillis, killMillis, sequence);
    }

    @Override
    public void close() {
        encoder.close();
    }

    private void note(Step step, long ptsMillis) {
        state = step.state();
        state.votes().stream()
                .flatMap(votes -> votes.votes().stream())
                .map(Vote::ptsMillis)
                .forEach(found::add);
        if (flagMillis == Measurement.NEVER && !step.flags().isEmpty()) {
            flagMillis = ptsMillis;
        }
        if (killMillis == Measurement.NEVER && !step.kills().isEmpty()) {
            killMillis = ptsMillis;
        }
        sequence |=
                step.flags().stream().flatMap(flag -> flag.matches().stream()).anyMatch(Flag.Match::sequence);
    }
}
