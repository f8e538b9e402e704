package dev.sluice.cli.robustness;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.SignatureCatalogue;
import java.time.Instant;
import java.util.List;

/** The references: as signatures in a catalogue, and as plain hashes for comparison. */
final class KnownVideos {
    static final String BANK = "known";

    private final SignatureCatalogue catalogue = new SignatureCatalogue();
    private final Signatures signatures;
    private final PlainHashes plain = new PlainHashes();
    private long version;

    KnownVideos(Instant addedAt) {
        this.signatures = new Signatures(
                (key, event) -> catalogue.put(key, event, version++), BANK, "sluice-robustness", addedAt);
    }

    /** Makes the signatures that {@code signatures make} would. */
    void add(NamedVideo video) throws MediaException, CommandException {
        try (PictureSource pictures = plain.tap(video.open())) {
            signatures.addVideo(video.id(), pictures, Signatures.Work.USUAL);
        }
    }

    CatalogueSnapshot catalogue() {
        return catalogue.publish(version);
    }

    /** Whether plain PDQ, of the frame as it came, finds it among the references' frames. */
    boolean plainlyMatches(List<Fingerprint> fingerprints) {
        return plain.match(fingerprints);
    }
}
