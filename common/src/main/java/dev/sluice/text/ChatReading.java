package dev.sluice.text;

import java.util.List;

/**
 * What one message holds; the message itself stays behind.
 *
 * @param hits by their place, at most {@link ChatReader#MOST_HITS}
 * @param hosts of the links in it, each once, in ASCII (Punycode) without {@code www.}, at most
 *     {@link ChatReader#MOST_HOSTS}
 * @param textHash equal for texts that differ only in obfuscation, case, punctuation and gaps; 0 for those too short to
 *     tell. Good for comparing messages of the same hour: it may change with the version of Sluice
 * @param asksIfReal whether a bystander asks if this is real, or for help
 */
public record ChatReading(List<Hit> hits, List<String> hosts, long textHash, boolean asksIfReal) {
    public ChatReading {
        hits = hits == null ? List.of() : List.copyOf(hits);
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
}
