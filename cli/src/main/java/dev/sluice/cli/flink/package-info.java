/** Flink: a cluster in this process, and what the REST interface of any cluster says of the screening job. */
package dev.sluice.cli.flink;
