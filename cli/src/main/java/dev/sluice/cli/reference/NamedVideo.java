package dev.sluice.cli.reference;

import dev.sluice.cli.CommandException;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.VideoFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A video as a person names it on a command line: a file, or {@code scene:NAME} for a synthetic one that needs no file.
 *
 * @param name as given
 */
public record NamedVideo(String name) {
    private static final String SCENE = "scene:";
    private static final double SCENE_SECONDS = 16;

    /** Opens it from its beginning. */
    public PictureSource open() throws MediaException, CommandException {
        return isScene() ? new SyntheticVideo(scene().graph(SCENE_SECONDS)) : VideoFile.open(Path.of(name));
    }

    /** How long it lasts, in milliseconds; 0 if nothing tells. */
    public long lengthMillis(PictureSource opened) {
        if (opened instanceof VideoFile file) {
            return Math.max(0, file.durationMillis());
        }
        return isScene() ? Math.round(SCENE_SECONDS * 1000) : 0;
    }

    /** Whether it is made by the program. */
    public boolean isScene() {
        return name.startsWith(SCENE);
    }

    /** Its id unless one is given: the scene's name, or the file's without folder and ending. */
    public String id() {
        return isScene() ? name.substring(SCENE.length()) : MediaFile.idOf(Path.of(name));
    }

    private Scenes scene() throws CommandException {
        for (Scenes scene : Scenes.values()) {
            if (scene.name().equalsIgnoreCase(id())) {
                return scene;
            }
        }
        throw new CommandException("there is no " + name + "; scenes are "
                + Arrays.stream(Scenes.values())
                        .map(scene -> scene.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
