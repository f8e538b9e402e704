package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.Part;
import dev.sluice.fingerprint.PdqHasher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is left out while decoding moves hardly a bit of a fingerprint: at most 4 in the median, at most 10 in 99 of 100. */
class DecodeBoundsTest {
    private static final Path VIDEOS = Path.of("../../shared/data/threatexchange/tmk/sample-videos");
    private static final int MEDIAN_BITS = 4;
    private static final int MOST_BITS = 10;
    private static final int MOST_QUALITY_OFF = 5;
    private static final List<String> SIZES = List.of("1280:720", "1920:1080", "1925:1083");
    private static final List<Integer> JPEG_QUALITIES = List.of(2, 5, 24);
    private static final List<Integer> H264_QUANTISERS = List.of(24, 42);

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final Map<String, List<Integer>> distances = new TreeMap<>();

    @Test
    void drawnPicturesHashAsWhenDecodedInFull() throws Exception {
        for (Scenes scene : Scenes.values()) {
            for (String size : SIZES) {
                measure(new SyntheticVideo(scene.graph(4) + ",fps=1/2,scale=" + size + ":flags=bicubic"), 2, size);
            }
        }
        assertBounds("drawn");
    }

    @Test
    void recordedPicturesHashAsWhenDecodedInFull() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(VIDEOS), "the shared sample videos are not here");
        for (String name : List.of("pattern-hd-no-bar.mp4", "doorknob-hd-no-bar.mp4", "pattern-longer-no-bar.mp4")) {
            for (String size : SIZES) {
                PictureSource recorded = VideoFile.open(VIDEOS.resolve(name));
                measure(new FilteredVideo(recorded, "fps=1,scale=" + size + ":flags=bicubic"), 4, size);
            }
        }
        assertBounds("recorded");
    }

    private void measure(PictureSource source, int most, String size) throws MediaException {
        try (PictureSource pictures = source;
                FrameDecoder decoder = new FrameDecoder()) {
            Optional<TimedPicture> next = pictures.next();
            for (int i = 0; i < most && next.isPresent(); i++) {
                YuvPicture picture = next.get().picture();
                for (int quality : JPEG_QUALITIES) {
                    compare(decoder, Codec.JPEG, new JpegEncoder(quality), picture, size);
                }
                for (int quantiser : H264_QUANTISERS) {
                    if (picture.height() % 2 == 0) {
                        compare(decoder, Codec.H264, new H264KeyframeEncoder(quantiser), picture, size);
                    }
                }
                next = pictures.next();
            }
        }
    }

    private void compare(FrameDecoder decoder, Codec codec, PictureEncoder encoder, YuvPicture picture, String size) {
        byte[] payload;
        try (encoder) {
            payload = encoder.encode(picture);
        }
        LumaPlane whole = FullDecode.luma(codec, payload);
        Fingerprint full = fingerprinter.original(whole);
        Decoded decoded = decoder.decode(encoder.contentType(), payload);
        assertThat(decoded).isInstanceOf(Decoded.Pictures.class);
        Decoded.Picture only = ((Decoded.Pictures) decoded).pictures().get(0);
        assertThat(only.partial()).isFalse();
        assertThat(only.luma().width()).isEqualTo(picture.width());
        assertThat(only.luma().height()).isEqualTo(picture.height());
        Fingerprint less = fingerprinter.original(only.luma());
        if (full.quality() >= PdqHasher.QUALITY_GATE) {
            assertThat(less.quality()).isBetween(full.quality() - MOST_QUALITY_OFF, full.quality() + MOST_QUALITY_OFF);
            record(codec + " " + size, full, less);
            for (Part part : Part.values()) {
                Fingerprint fullPart = fingerprinter.part(whole, part);
                if (fullPart.quality() >= PdqHasher.QUALITY_GATE) {
                    record(codec + " " + size + " halves", fullPart, fingerprinter.part(only.luma(), part));
                }
            }
        }
    }

    private void record(String kind, Fingerprint full, Fingerprint less) {
        distances
                .computeIfAbsent(kind, key -> new ArrayList<>())
                .add(full.hash().distance(less.hash()));
    }

    private void assertBounds(String pictures) {
        assertThat(distances).hasSize(2 * (2 * SIZES.size() - 1));
        distances.forEach((kind, bits) -> {
            Collections.sort(bits);
            int median = bits.get(bits.size() / 2);
            int p99 = bits.get((int) Math.ceil(bits.size() * 0.99) - 1);
            System.out.printf(
                    "%s %s: %d pictures, median %d, p99 %d, most %d bits%n",
                    pictures, kind, bits.size(), median, p99, bits.get(bits.size() - 1));
            assertThat(bits).as(kind).hasSizeGreaterThanOrEqualTo(20);
            assertThat(median).as(kind + " median").isLessThanOrEqualTo(MEDIAN_BITS);
            assertThat(p99).as(kind + " p99").isLessThanOrEqualTo(MOST_BITS);
        });
    }
}
