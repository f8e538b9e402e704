/** A whole Sluice in one JVM: broker, Flink, a small world of livestreams, and a summary of what came of them. */
package dev.sluice.cli.quickstart;
