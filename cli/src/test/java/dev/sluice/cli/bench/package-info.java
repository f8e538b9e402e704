/** Measurements that need Kafka. */
package dev.sluice.cli.bench;
