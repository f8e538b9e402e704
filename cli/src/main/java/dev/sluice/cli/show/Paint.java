package dev.sluice.cli.show;

/** Colours for a terminal; none where the output goes elsewhere, or NO_COLOR is set. */
public enum Paint {
    PLAIN,
    COLOURED;

    private static final String RESET = "\u001b[0m";

    /** What suits this process's standard output: {@code scripts/sluice} looks whether it is a terminal. */
    public static Paint ofTerminal() {
        boolean terminal = Boolean.getBoolean("sluice.terminal") && System.getenv("NO_COLOR") == null;
        return terminal ? COLOURED : PLAIN;
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String red(String text) {
        return paint("1;31", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    public String green(String text) {
        return paint("32", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + RESET;
    }
}
