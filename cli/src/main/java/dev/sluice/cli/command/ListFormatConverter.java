package dev.sluice.cli.command;

import dev.sluice.signature.list.ListFormat;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Formats of lists by their labels, such as {@code pdq-text}. */
final class ListFormatConverter implements ITypeConverter<ListFormat> {
    @Override
    public ListFormat convert(String label) {
        return Arrays.stream(ListFormat.values())
                .filter(format -> format.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "there is no such format; formats are " + String.join(", ", new Labels())));
    }

    /** All labels. */
    static final class Labels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ListFormat.values()).map(ListFormat::label).iterator();
        }
    }
}
