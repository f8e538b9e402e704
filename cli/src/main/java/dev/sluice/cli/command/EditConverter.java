package dev.sluice.cli.command;

import dev.sluice.cli.robustness.Edit;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an edit by its label. */
final class EditConverter implements ITypeConverter<Edit> {
    @Override
    public Edit convert(String label) {
        return Arrays.stream(Edit.values())
                .filter(edit -> edit.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no edit " + label + "; edits are "
                        + Arrays.stream(Edit.values()).map(Edit::label).collect(Collectors.joining(", "))));
    }
}
