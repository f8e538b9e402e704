package dev.sluice.cli.robustness;

import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.FrameDecoder.Limits;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import dev.sluice.screening.StreamScreening;
import dev.sluice.signature.CatalogueSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What all streams of a matrix are screened with: the references, one policy, one decoder. */
final class Bench implements AutoCloseable {
    /** When every stream starts; the references are known since long before. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A busy machine must not change what is measured, so that time is no limit here. */
    private static final Limits PATIENT = new Limits(
            Limits.DEFAULT.maxBytes(), Limits.DEFAULT.maxPixels(), Limits.DEFAULT.maxSide(), Duration.ofMinutes(5));

    private final KnownVideos known;
    private final Policy policy = policy();
    private final CatalogueSnapshot catalogue;
    private final FrameDecoder decoder = new FrameDecoder(PATIENT);
    private final Fingerprinter fingerprinter = new Fingerprinter();

    Bench(KnownVideos known) {
        this.known = known;
        this.catalogue = known.catalogue();
    }

    KnownVideos known() {
        return known;
    }

    StreamScreening screening() {
        return new StreamScreening(policy, List.of(), catalogue, "robustness");
    }

    FrameDecoder decoder() {
        return decoder;
    }

    Fingerprinter fingerprinter() {
        return fingerprinter;
    }

    @Override
    public void close() {
        decoder.close();
    }

    private static Policy policy() {
        try (InputStream yaml = Bench.class.getResourceAsStream("/robustness/policy.yaml")) {
            return Policy.parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidPolicyException e) {
            throw new IllegalStateException("the matrix's policy is invalid: " + e.getMessage(), e);
        }
    }
}
