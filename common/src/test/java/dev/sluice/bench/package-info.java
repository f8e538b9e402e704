/** Benchmarks, started by {@code scripts/bench}; no test looks at a clock. */
package dev.sluice.bench;
