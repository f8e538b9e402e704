/**
 * From encoded bytes to pictures and back; the only package that touches FFmpeg. It has two sides:
 *
 * <ul>
 *   <li>what a stream sends is bounded and distrusted: input is a payload with its declared content type, output is luma
 *       planes or a named error;
 *   <li>what a person names is trusted: video files of any kind, filter graphs, and encoders for what a publisher sends.
 * </ul>
 */
package dev.sluice.media;
