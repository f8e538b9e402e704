/** The screening job: topology, its operators (thin shells around the brain in {@code common}), their state. */
package dev.sluice.jobs.screening;
