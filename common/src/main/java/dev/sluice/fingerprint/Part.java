package dev.sluice.fingerprint;

/** What of a picture is looked at. A half survives whatever is laid over the other one. */
public enum Part {
    WHOLE,
    TOP,
    BOTTOM,
    LEFT,
    RIGHT
}
