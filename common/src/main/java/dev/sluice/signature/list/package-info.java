/** From the lists of the hash exchanges to signatures, one entry at a time; what is malformed is set aside and counted. */
package dev.sluice.signature.list;
