/** Measures which edits of known videos Sluice still finds, and what it finds in unrelated ones; without Kafka or Flink. */
package dev.sluice.cli.robustness;
