package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.PdqHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a file's bytes to its hash, against the reference implementation on the full-resolution picture. */
class PdqGoldenFilesTest {
    private static final int FARTHEST = 10;
    private static final Path DATA = Path.of("../../shared/data");

    @Test
    void hashesOfRealPicturesStayNearTheReferences() throws IOException {
        Path table = DATA.resolve("pdq-golden-files.csv");
        assumeTrue(Files.exists(table), "the shared sample data are not beside the project");
        List<String> rows = Files.readAllLines(table).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        int farthest = 0;
        Fingerprinter fingerprinter = new Fingerprinter();
        try (FrameDecoder decoder = new FrameDecoder()) {
            for (String row : rows) {
                String[] columns = row.split(",", -1);
                Path file = DATA.resolve("threatexchange/pdq/data").resolve(columns[0]);
                Decoded decoded = decoder.decode("image/jpeg", Files.readAllBytes(file));
                assertThat(decoded).as(columns[0]).isInstanceOf(Decoded.Pictures.class);
                Fingerprint fingerprint = fingerprinter.original(
                        ((Decoded.Pictures) decoded).pictures().get(0).luma());
                int distance =
                        fingerprint.hash().distance(PdqHash.parse(columns[3]).orElseThrow());
                assertThat(distance).as(columns[0]).isLessThanOrEqualTo(FARTHEST);
                farthest = Math.max(farthest, distance);
            }
        }
        System.out.println("golden files: " + rows.size() + " pictures, farthest " + farthest + " bits");
        assertThat(rows).hasSizeGreaterThan(10);
    }
}
