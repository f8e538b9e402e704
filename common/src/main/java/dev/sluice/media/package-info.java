/**
 * From encoded bytes to a luma plane, bounded and distrustful: input is a payload with its declared content type,
 * output is planes or a named error. The only package that touches FFmpeg.
 */
package dev.sluice.media;
