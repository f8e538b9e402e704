package dev.sluice.cli.reference;

import dev.sluice.cli.CommandException;
import dev.sluice.media.Decoded;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.LumaPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that a person named: a picture if it begins like one, else a video. */
public final class MediaFile {
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] WEBP = {'W', 'E', 'B', 'P'};
    private static final int WEBP_AT = 8;

    private MediaFile() {}

    /**
     * The file's brightness if it is a picture; empty if it may be a video.
     *
     * @throws CommandException if there is no such file, it is empty, or the picture cannot be decoded as a whole
     */
    public static Optional<LumaPlane> picture(Path file) throws CommandException {
        Optional<String> contentType = pictureType(file);
        if (contentType.isEmpty()) {
            return Optional.empty();
        }
        try (FrameDecoder decoder = new FrameDecoder()) {
            Decoded decoded = decoder.decode(contentType.get(), Files.readAllBytes(file));
            if (decoded instanceof Decoded.Pictures pictures) {
                Decoded.Picture picture = pictures.pictures().get(0);
                if (picture.partial()) {
                    throw new CommandException(file + " is damaged: a part of the picture is missing, and what is left"
                            + " has another fingerprint; get it whole");
                }
                return Optional.of(picture.luma());
            }
            Decoded.Failed failed = (Decoded.Failed) decoded;
            throw new CommandException(file + ": " + failed.error() + ", " + failed.detail());
        } catch (IOException e) {
            throw new CommandException("cannot read " + file, e);
        }
    }

    /** A file's name without folder and ending: its id unless one is given. */
    public static String idOf(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Optional<String> pictureType(Path file) throws CommandException {
        if (Files.isDirectory(file)) {
            throw new CommandException(file + " is a folder: name the files in it");
        }
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(WEBP_AT + WEBP.length);
        } catch (NoSuchFileException e) {
            throw new CommandException("no such file: " + file, e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file, e);
        }
        if (head.length == 0) {
            throw new CommandException(file + " is empty");
        }
        if (startsWith(head, 0, JPEG)) {
            return Optional.of("image/jpeg");
        }
        if (startsWith(head, 0, PNG)) {
            return Optional.of("image/png");
        }
        return startsWith(head, WEBP_AT, WEBP) ? Optional.of("image/webp") : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] magic) {
        if (bytes.length < at + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[at + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
