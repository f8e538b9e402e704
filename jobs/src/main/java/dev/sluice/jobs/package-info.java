/** The Flink jobs: what moves events through the screening brain. */
package dev.sluice.jobs;
