package dev.sluice.signature;

import java.util.List;

/**
 * All signatures at one version. Immutable.
 *
 * @param version the offset up to which the topic of signatures was read; 0 before any
 * @param signatures number of signatures
 */
public record CatalogueSnapshot(long version, int signatures, SignatureIndex index) {
    /** No signatures at all. */
    public static final CatalogueSnapshot EMPTY = new CatalogueSnapshot(0, 0, new LinearIndex(List.of()));
}
