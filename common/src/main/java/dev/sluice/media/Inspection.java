package dev.sluice.media;

/**
 * What a look at a still picture's own structure said, before any decoder sees it.
 *
 * @param width announced columns
 * @param height announced rows
 * @param complete whether the end of the picture is there
 * @param payload the bytes to decode: without the parts that only a decoder's auxiliary code would read
 */
record Inspection(long width, long height, boolean complete, byte[] payload) {}
