package dev.sluice.signature.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real lists, of PDQ's and vPDQ's own tests. */
class SharedListsTest {
    private static final Path FROM_REPOSITORY = Path.of("shared/data/threatexchange");

    @Test
    void aHaystackIsReadAndItsMadeUpHashesAreSetAside() throws Exception {
        ListSample.Read read = read("pdq/data/reg-test-input/haystack.txt");
        assertThat(read.format()).isEqualTo(ListFormat.PDQ_TEXT);
        // Its makers flipped bits of 266 of the 1350: real pictures with detail have 128 one-bits.
        assertThat(read.entries()).hasSize(1084);
        assertThat(read.report().quarantined()).isEqualTo(Map.of(ListEntry.Reason.DEGENERATE, 266L));
    }

    @ParameterizedTest
    @CsvSource({
        "doorknob-hd-no-bar, 60, 60",
        "pattern-hd-no-bar, 205, 1",
        "pattern-longer-no-bar, 234, 1",
        "pattern-sd-grey-bar, 206, 0"
    })
    void aVideosHashesAreReadButForThoseOfTooLittleDetail(String name, int frames, int lowQuality) throws Exception {
        ListSample.Read read = read("vpdq/sample-hashes/" + name + ".txt");
        assertThat(read.format()).isEqualTo(ListFormat.VPDQ_TEXT);
        assertThat(read.entries()).hasSize(1);
        assertThat(read.report().frames()).isEqualTo(frames);
        assertThat(read.report().quarantinedInAll()).isEqualTo(lowQuality);
        assertThat(read.report().warnings()).isEmpty();
    }

    private static ListSample.Read read(String name) throws IOException, UnusableListException {
        Optional<Path> list = shared(name);
        Assumptions.assumeTrue(list.isPresent(), "no shared/data beside the repository: " + name + " not checked");
        try (InputStream in = Files.newInputStream(list.get())) {
            return ListSample.read(in, Optional.empty());
        }
    }

    private static Optional<Path> shared(String name) {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            Path list = directory.resolve(FROM_REPOSITORY).resolve(name);
            if (Files.isRegularFile(list)) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }
}
