/** The policy document and incidents, what makes them valid, and rules; knows of streams only the facts that rules ask. */
package dev.sluice.policy;
