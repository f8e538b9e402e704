package dev.sluice.signature.list;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import java.util.Arrays;
import java.util.Optional;

/** ThreatExchange's types of indicators that a live frame can be compared with. */
enum IndicatorType {
    HASH_PDQ(SignatureEvent.IMAGE, null),
    HASH_MD5(SignatureEvent.FILE, DigestAlgorithm.MD5),
    HASH_SHA1(SignatureEvent.FILE, DigestAlgorithm.SHA1),
    HASH_SHA256(SignatureEvent.FILE, DigestAlgorithm.SHA256),
    HASH_VIDEO_MD5(SignatureEvent.VIDEO, DigestAlgorithm.MD5),
    HASH_VIDEO_SHA256(SignatureEvent.VIDEO, DigestAlgorithm.SHA256);

    static final String ALL = "HASH_PDQ, HASH_MD5, HASH_SHA1, HASH_SHA256 or those of videos";

    private final String media;
    private final DigestAlgorithm algorithm;

    IndicatorType(String media, DigestAlgorithm algorithm) {
        this.media = media;
        this.algorithm = algorithm;
    }

    /** Empty if it is none of these. */
    static Optional<IndicatorType> of(String name) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    /** Without a type, digests tell themselves by their length; 64 digits are PDQ's. */
    static IndicatorType ofLength(String indicator) {
        return switch (indicator.length()) {
            case 32 -> HASH_MD5;
            case 40 -> HASH_SHA1;
            default -> HASH_PDQ;
        };
    }

    ListEntry entry(Intake intake, String at, String id, String indicator, Opinion opinion) {
        return this == HASH_PDQ
                ? intake.picture(at, id, indicator, Intake.UNSTATED_QUALITY, opinion)
                : intake.file(at, id, media, algorithm, indicator, opinion);
    }

    /** The same on a list that gives no ids. */
    ListEntry entry(Intake intake, String at, String indicator) {
        return this == HASH_PDQ
                ? intake.picture(at, indicator, Intake.UNSTATED_QUALITY)
                : intake.file(at, media, algorithm, indicator, Opinion.POSITIVE);
    }
}
