/** Load on a whole Sluice: many streams with planted known ones, and what came of them. */
package dev.sluice.cli.load;
