/** Checks of the files that deploy Sluice and watch it. */
package dev.sluice.cli.deployment;
