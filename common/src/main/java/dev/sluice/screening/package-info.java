/**
 * The screening of one stream: a pure state machine from evidence to flags, kills and directives, and the choice of
 * frames to look at. Reads no clock and does no I/O.
 */
package dev.sluice.screening;
