/** Between Kafka and the operators: sources that never throw, sinks, dead letters, the follower of the signatures. */
package dev.sluice.jobs.kafka;
