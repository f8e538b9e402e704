package dev.sluice.signature.list;

import java.util.Locale;

/** The formats of signature lists. */
public enum ListFormat {
    PDQ_TEXT("hash, hash,metadata, hash,quality,filename or hash=H,...,quality=Q, one per line"),
    LOCAL_FILE("pdq HASH or video_md5 HASH, one per line, as python-threatexchange's local_file"),
    DATASET_CSV("the CSV of python-threatexchange's dataset command, with its header"),
    TE_CSV("ThreatExchange's cache: indicator,descriptor,added_on,labels, without a header"),
    VPDQ_TEXT("frame,quality,hash,seconds, one per line: one video per file"),
    VPDQ_JSON("a JSON list of \"hash,quality,seconds\": one video per file"),
    VPDQ_JSON_MAP("a JSON object of frames with quality, hash and timestamp: one video per file"),
    TE_UPDATES("JSON pages of ThreatExchange's /threat_updates"),
    STOPNCII("JSON pages of StopNCII's FetchHashes"),
    TECH_AGAINST_TERRORISM("JSON pages of Tech Against Terrorism's hash list, version 2"),
    HMA("JSON contents of a Hasher-Matcher-Actioner bank, with their signals"),
    NCMEC("XML pages of NCMEC's hash sharing, version 2"),
    SLUICE("what sluice signatures export --as json writes"),
    TMK("TMK+PDQF of videos, which cannot become signatures");

    private final String description;

    ListFormat(String description) {
        this.description = description;
    }

    /** What a file of it looks like. */
    public String description() {
        return description;
    }

    /** As a person writes it: {@code pdq-text}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
