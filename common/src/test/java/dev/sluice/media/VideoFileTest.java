package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileTest {
    private static final Path REAL_VIDEO =
            Path.of("../../shared/data/threatexchange/tmk/sample-videos/pattern-hd-no-bar.mp4");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"waves.mp4", "waves.ts", "waves.mkv"})
    void givesEveryPictureInOrderFromTimeZero(String name) throws Exception {
        Path file = directory.resolve(name);
        VideoWriter.write(DrawnPictures.sequence(30, 128, 96, 10), file);

        List<TimedPicture> pictures = read(file);

        assertThat(pictures).extracting(TimedPicture::index).startsWith(0, 1, 2).hasSize(30);
        assertThat(pictures)
                .extracting(TimedPicture::ptsMillis)
                .startsWith(0L, 100L, 200L)
                .endsWith(2900L);
        assertThat(pictures.get(0).keyframe()).isTrue();
        assertThat(pictures).extracting(TimedPicture::keyframe).contains(false);
        for (TimedPicture picture : pictures) {
            assertThat(Difference.mean(picture.picture(), DrawnPictures.picture(128, 96, picture.index())))
                    .isLessThan(4);
        }
    }

    @Test
    void tellsSizeAndDuration() throws Exception {
        Path file = directory.resolve("waves.mp4");
        VideoWriter.write(DrawnPictures.sequence(20, 128, 96, 10), file);

        try (VideoFile video = VideoFile.open(file)) {
            assertThat(video.width()).isEqualTo(128);
            assertThat(video.height()).isEqualTo(96);
            assertThat(video.durationMillis()).isBetween(1900L, 2100L);
        }
    }

    @Test
    void endsWhenClosed() throws Exception {
        Path file = directory.resolve("waves.mp4");
        VideoWriter.write(DrawnPictures.sequence(5, 64, 64, 10), file);

        VideoFile video = VideoFile.open(file);
        assertThat(video.next()).isPresent();
        video.close();
        video.close();

        assertThat(video.next()).isEmpty();
    }

    @Test
    void aTruncatedFileGivesWhatIsThere() throws Exception {
        Path whole = directory.resolve("waves.ts");
        VideoWriter.write(DrawnPictures.sequence(30, 128, 96, 10), whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path half = directory.resolve("half.ts");
        Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(read(half)).hasSizeBetween(8, 29);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing.mp4");
        assertThatThrownBy(() -> VideoFile.open(missing))
                .isInstanceOf(MediaException.class)
                .hasMessage("there is no file " + missing);
    }

    @Test
    void aDirectoryIsNoVideo() {
        assertThatThrownBy(() -> VideoFile.open(directory))
                .isInstanceOf(MediaException.class)
                .hasMessage(directory + " is not a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"note.txt", "note.mp4", "note", "note.nfo"})
    void aTextIsNoVideo(String name) throws IOException {
        Path text = directory.resolve(name);
        Files.writeString(text, "nothing to see here\n".repeat(200));
        assertThatThrownBy(() -> read(text)).isInstanceOf(MediaException.class).hasMessageStartingWith(text.toString());
    }

    @Test
    void anEmptyFileIsNoVideo() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.mp4"));
        assertThatThrownBy(() -> VideoFile.open(empty))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("is not a video");
    }

    @Test
    void soundAloneIsNoVideo() throws IOException {
        Path sound = directory.resolve("sound.wav");
        Files.write(sound, silence());
        assertThatThrownBy(() -> VideoFile.open(sound))
                .isInstanceOf(MediaException.class)
                .hasMessage(sound + " has no video stream");
    }

    @Test
    void readsARealVideo() throws Exception {
        assumeTrue(Files.exists(REAL_VIDEO), "the shared sample videos are not here");

        List<TimedPicture> pictures = read(REAL_VIDEO);

        assertThat(pictures).hasSize(206);
        assertThat(pictures.get(205).ptsMillis()).isEqualTo(6833);
        assertThat(pictures.get(0).picture().width()).isEqualTo(720);
    }

    private static List<TimedPicture> read(Path file) throws MediaException {
        List<TimedPicture> pictures = new ArrayList<>();
        try (VideoFile video = VideoFile.open(file)) {
            for (Optional<TimedPicture> next = video.next(); next.isPresent(); next = video.next()) {
                pictures.add(next.get());
            }
        }
        return pictures;
    }

    private static byte[] silence() {
        java.nio.ByteBuffer wave = java.nio.ByteBuffer.allocate(44 + 8000).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(36 + 8000);
        wave.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(16);
        wave.putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(8000)
                .putShort((short) 1)
                .putShort((short) 8);
        wave.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(8000);
        return wave.array();
    }
}
