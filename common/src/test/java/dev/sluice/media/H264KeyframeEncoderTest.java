package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H264KeyframeEncoderTest {
    private static final int SEQUENCE_PARAMETERS = 7;
    private static final int PICTURE_PARAMETERS = 8;
    private static final int IDR_SLICE = 5;

    @TempDir
    Path directory;

    @Test
    void everyPictureIsAnIdrBehindItsParameters() {
        try (H264KeyframeEncoder encoder = new H264KeyframeEncoder()) {
            for (int moment = 0; moment < 5; moment++) {
                byte[] payload = encoder.encode(DrawnPictures.picture(128, 96, moment));
                assertThat(unitTypes(payload)).startsWith(SEQUENCE_PARAMETERS, PICTURE_PARAMETERS, IDR_SLICE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"128, 96", "130, 98", "32, 16", "1280, 720"})
    void everyPictureDecodesAloneToWhatWentIn(int width, int height) throws Exception {
        try (H264KeyframeEncoder encoder = new H264KeyframeEncoder()) {
            encoder.encode(DrawnPictures.picture(64, 64, 0));
            encoder.encode(DrawnPictures.picture(width, height, 0));
            YuvPicture picture = DrawnPictures.picture(width, height, 9);

            YuvPicture decoded = decode(encoder.encode(picture));

            assertThat(decoded.width()).isEqualTo(width);
            assertThat(decoded.height()).isEqualTo(height);
            assertThat(decoded.fullRange()).isFalse();
            assertThat(Difference.mean(decoded, picture)).isLessThan(4);
        }
    }

    @Test
    void aFullRangePictureKeepsItsBrightness() throws Exception {
        YuvPicture drawn = DrawnPictures.picture(128, 96, 4);
        YuvPicture full = new YuvPicture(128, 96, drawn.luma().samples(), drawn.u(), drawn.v(), true);
        try (H264KeyframeEncoder encoder = new H264KeyframeEncoder()) {
            assertThat(Difference.mean(decode(encoder.encode(full)), full)).isLessThan(4);
        }
    }

    @Test
    void refusesSidesThatCannotBe() {
        try (H264KeyframeEncoder encoder = new H264KeyframeEncoder()) {
            YuvPicture odd = DrawnPictures.picture(33, 32, 0);
            YuvPicture small = DrawnPictures.picture(32, 8, 0);
            assertThatThrownBy(() -> encoder.encode(odd)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> encoder.encode(small)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private YuvPicture decode(byte[] payload) throws Exception {
        Path file = directory.resolve("picture.h264");
        Files.write(file, payload);
        try (VideoFile video = VideoFile.open(file)) {
            return video.next().orElseThrow().picture();
        }
    }

    private static List<Integer> unitTypes(byte[] annexB) {
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i + 3 < annexB.length; i++) {
            if (annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1) {
                types.add(annexB[i + 3] & 0x1f);
            }
        }
        return types;
    }
}
