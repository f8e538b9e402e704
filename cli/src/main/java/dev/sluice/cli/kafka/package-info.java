/** Brokers, topics, producers and followers as a person's tools need them. */
package dev.sluice.cli.kafka;
