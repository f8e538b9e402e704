/** From fingerprints to matches: single frames within a bank's distance, and sequences that agree on one time offset. */
package dev.sluice.match;
