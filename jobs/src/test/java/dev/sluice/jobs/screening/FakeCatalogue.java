package dev.sluice.jobs.screening;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.jobs.kafka.CatalogueLease;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.SignatureCatalogue;
import java.util.List;
import java.util.stream.IntStream;

/** A catalogue that the test fills, and that counts who holds it. */
final class FakeCatalogue implements CatalogueLease.Source {
    private final SignatureCatalogue catalogue = new SignatureCatalogue();
    private int held;
    private long version;

    /** Lists a film, two frames a second, that was known for an hour. */
    void list(String bank, List<PdqHash> film) {
        List<SignatureEvent.Frame> frames = IntStream.range(0, film.size())
                .mapToObj(i -> new SignatureEvent.Frame(film.get(i).toHex(), 100, i * 500L))
                .toList();
        SignatureEvent signature = new SignatureEvent(
                bank,
                "v",
                SignatureEvent.VIDEO,
                SignatureEvent.POSITIVE,
                "test",
                Records.NOW.minusSeconds(3600),
                frames);
        catalogue.put(bank + "/v", signature, version);
        catalogue.publish(++version);
    }

    int held() {
        return held;
    }

    @Override
    public CatalogueLease acquire() {
        held++;
        return new CatalogueLease() {
            @Override
            public CatalogueSnapshot current() {
                return catalogue.current();
            }

            @Override
            public long changedAtMillis() {
                return Records.NOW.toEpochMilli();
            }

            @Override
            public long loadMillis() {
                return 7;
            }

            @Override
            public void close() {
                held--;
            }
        };
    }
}
