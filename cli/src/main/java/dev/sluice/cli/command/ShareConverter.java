package dev.sluice.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number from 0 to 1. */
final class ShareConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        double share;
        try {
            share = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        if (!(share >= 0 && share <= 1)) {
            throw new TypeConversionException("it must be a number from 0 to 1");
        }
        return share;
    }
}
