package dev.sluice.cli.robustness;

import dev.sluice.media.FilteredVideo;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.TimedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A small JPEG file per edit, of the first stream that shows it. */
final class ExamplePictures {
    static final String FOLDER = "pictures";

    private static final String SMALL = "scale=w=240:h=240:force_original_aspect_ratio=decrease:force_divisible_by=2";

    private final Path folder;
    private final Set<Edit> written = EnumSet.noneOf(Edit.class);

    ExamplePictures(Path reports) throws IOException {
        this.folder = Files.createDirectories(reports.resolve(FOLDER));
    }

    /** Where the picture of an edit lies, from the reports. */
    static String place(Edit edit) {
        return FOLDER + "/" + edit.label() + ".jpg";
    }

    void add(Edit edit, TimedPicture picture) throws MediaException, IOException {
        if (!written.add(edit)) {
            return;
        }
        try (PictureSource small = new FilteredVideo(Sampled.replay(List.of(picture)), SMALL);
                JpegEncoder encoder = new JpegEncoder()) {
            byte[] jpeg = encoder.encode(small.next().orElseThrow().picture());
            Files.write(folder.resolve(edit.label() + ".jpg"), jpeg);
        }
    }
}
