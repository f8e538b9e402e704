/** The policy document, and what makes one valid; knows nothing of streams. */
package dev.sluice.policy;
