package dev.sluice.signature;

/**
 * All signatures at one version. Immutable.
 *
 * @param version the offset up to which the topic of signatures was read; 0 before any
 * @param signatures number of signatures
 * @param removedAt the version at which a signature was last removed or replaced, -1 if none ever was
 */
public record CatalogueSnapshot(long version, int signatures, long removedAt, SignatureIndex index) {
    /** No signatures at all. */
    public static final CatalogueSnapshot EMPTY = new SignatureCatalogue().current();
}
