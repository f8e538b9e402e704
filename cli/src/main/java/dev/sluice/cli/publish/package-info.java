/** Plays the publisher: pictures of a source, paced and encoded, onto the topic of frames. */
package dev.sluice.cli.publish;
