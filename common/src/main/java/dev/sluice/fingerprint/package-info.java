/** PDQ: from a luma plane to a 256-bit hash, its quality and its variants; knows nothing of lists or matches. */
package dev.sluice.fingerprint;
