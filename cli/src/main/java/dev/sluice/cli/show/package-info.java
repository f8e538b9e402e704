/** Flags and kills as people and programs read them. */
package dev.sluice.cli.show;
