/** Banks of known signatures, held in memory at a known version; knows nothing of streams. */
package dev.sluice.signature;
