package dev.sluice.cli.robustness;

/**
 * One stream of the matrix.
 *
 * @param unrelated whether the video should be found in nothing
 * @param video its id
 */
record Row(boolean unrelated, String video, Edit edit, Measurement measured) {}
