/** What the jobs' operators report of themselves: names, units, bounded labels. */
package dev.sluice.jobs.metric;
