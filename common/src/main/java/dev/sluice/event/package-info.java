/** The records on the wire, one per topic, and their JSON and CloudEvents codec; knows nothing of what happens to them. */
package dev.sluice.event;
