package dev.sluice.signature.list;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a list's format by how it begins. */
final class Detection {
    /** Enough for a few malformed lines before the first good one. */
    static final int HEAD = 1 << 14;

    private static final Pattern XML_NAMES = Pattern.compile("<(queryResult|images|videos)[ />]");

    /** Of MD5, SHA-1, or PDQ and SHA-256. */
    private static final String DIGEST = "([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})";

    private static final Map<Pattern, ListFormat> LINES = new LinkedHashMap<>();

    static {
        LINES.put(Pattern.compile("[0-9]{1,12},[0-9]{1,3},[0-9a-fA-F]{64},[^,]*"), ListFormat.VPDQ_TEXT);
        // The descriptor's id is too long for a quality, and a time follows it.
        LINES.put(Pattern.compile("([0-9]{4,20},)?" + DIGEST + "(,[0-9]{4,20}){1,2},[0-9-]{8,}.*"), ListFormat.TE_CSV);
        LINES.put(Pattern.compile("hash=.*"), ListFormat.PDQ_TEXT);
        LINES.put(Pattern.compile("[0-9a-fA-F]{64}(,.*)?"), ListFormat.PDQ_TEXT);
        LINES.put(
                Pattern.compile(
                        "(pdq|pdq_ocr|video_md5|video_tmk_pdqf|photo_md5|url|url_md5|raw_text|trend_query) \\S.*"),
                ListFormat.LOCAL_FILE);
    }

    private Detection() {}

    /** The format; empty if the head is of none. */
    static Optional<ListFormat> detect(byte[] head) {
        String text =
                new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
        if (text.startsWith("TMK1")) {
            return Optional.of(ListFormat.TMK);
        }
        if (text.startsWith("<") && XML_NAMES.matcher(text).find()) {
            return Optional.of(ListFormat.NCMEC);
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return JsonDetection.detect(text.getBytes(StandardCharsets.UTF_8));
        }
        return text.lines()
                .map(String::strip)
                .flatMap(line -> ofLine(line).stream())
                .findFirst();
    }

    private static Optional<ListFormat> ofLine(String line) {
        if (DatasetCsv.isHeader(line)) {
            return Optional.of(ListFormat.DATASET_CSV);
        }
        return LINES.entrySet().stream()
                .filter(known -> known.getKey().matcher(line).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
