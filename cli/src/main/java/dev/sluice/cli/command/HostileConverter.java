package dev.sluice.cli.command;

import dev.sluice.cli.load.Hostile;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a hostile kind as it is written, such as {@code huge-chat}. */
final class HostileConverter implements ITypeConverter<Hostile> {
    @Override
    public Hostile convert(String text) {
        return Arrays.stream(Hostile.values())
                .filter(kind -> kind.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is none of "
                        + Arrays.stream(Hostile.values()).map(Hostile::toString).collect(Collectors.joining(", "))));
    }

    /** All of them, for the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Hostile.values()).map(Hostile::toString).iterator();
        }
    }
}
