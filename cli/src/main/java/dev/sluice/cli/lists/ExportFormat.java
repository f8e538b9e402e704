package dev.sluice.cli.lists;

/** How signatures are written to a file. */
public enum ExportFormat {
    /** {@code hash,signature_id}, one line per fingerprint; no digests of files. */
    HASH,
    /** {@code frame,quality,hash,seconds}, one line per frame of one video. */
    VPDQ,
    /** {@code {"topic": "signatures", "key": ..., "value": {...}}}, one line per record; loses nothing. */
    JSON
}
