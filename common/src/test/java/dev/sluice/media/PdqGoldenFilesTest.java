package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.fingerprint.Symmetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real photographs and their edits hash, through this decoder, to what the PDQ reference makes of them. */
class PdqGoldenFilesTest {
    private static final String PICTURES = "threatexchange/pdq/data";
    private static final int MOST_BITS_OFF = 10;

    @Test
    void picturesHashAsTheReferenceHashesThem() throws IOException {
        Optional<Path> data = sharedData();
        Assumptions.assumeTrue(data.isPresent(), "no shared/data beside the repository: golden pictures not checked");
        PdqHasher hasher = new PdqHasher();
        int largest = 0;
        int files = 0;
        try (FrameDecoder decoder = new FrameDecoder()) {
            for (String line : Files.readAllLines(data.get().resolve("pdq-golden-files.csv"))) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] fields = line.split(",", -1);
                Decoded decoded = decoder.decode(
                        "image/jpeg",
                        Files.readAllBytes(data.get().resolve(PICTURES).resolve(fields[0])));
                assertThat(decoded).as(fields[0]).isInstanceOf(Decoded.Pictures.class);
                Decoded.Picture picture =
                        ((Decoded.Pictures) decoded).pictures().get(0);
                assertThat(picture.partial()).as(fields[0]).isFalse();
                assertThat(picture.luma().width()).isEqualTo(Integer.parseInt(fields[1]));
                assertThat(picture.luma().height()).isEqualTo(Integer.parseInt(fields[2]));
                hasher.load(picture.luma());
                PdqHash expected = PdqHash.parse(fields[3]).orElseThrow();
                int distance = hasher.hash(Symmetry.ORIGINAL).distance(expected);
                assertThat(distance).as(fields[0]).isLessThanOrEqualTo(MOST_BITS_OFF);
                largest = Math.max(largest, distance);
                files++;
            }
        }
        assertThat(files).isPositive();
        System.out.println("golden pictures: " + files + ", at most " + largest + " bits off");
    }

    /** {@code shared/data} beside the repository, if it is there. */
    private static Optional<Path> sharedData() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            Path data = directory.resolve("shared/data");
            if (Files.isRegularFile(data.resolve("pdq-golden-files.csv"))) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }
}
