/** From picture and video files to fingerprints and signatures. */
package dev.sluice.cli.reference;
