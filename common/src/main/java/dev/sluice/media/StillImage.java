package dev.sluice.media;

/**
 * What a decoder needs of a still image, checked against the bounds and without anything else.
 *
 * @param essence the image in its own format, less metadata; well-formed at its end even if the payload was cut off
 * @param complete whether the payload held the whole image
 * @param halvings how often its sides are to be halved while it is decoded
 */
record StillImage(byte[] essence, boolean complete, int halvings) {}
