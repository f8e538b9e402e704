/** From a chat message to the terms in it; knows nothing of what a term means for a stream. */
package dev.sluice.text;
