package dev.sluice.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Listed hosts and hashes of addresses, by what a found link is looked up with. Immutable. */
final class LinkIndex {
    private final Map<String, List<Link>> byHost = new HashMap<>();
    private final Map<String, List<Link>> bySha256 = new HashMap<>();

    LinkIndex(List<Link> links) {
        for (Link link : links) {
            if (link.isSite()) {
                String host = LinkFinder.listedHost(link.host()).orElseThrow();
                byHost.computeIfAbsent(host, unseen -> new ArrayList<>(1)).add(link);
            } else {
                bySha256.computeIfAbsent(link.urlSha256().toLowerCase(Locale.ROOT), unseen -> new ArrayList<>(1))
                        .add(link);
            }
        }
    }

    boolean isListed(String host) {
        return !byHost(host).isEmpty();
    }

    /** What is listed for a found address: for its hash, its host, and the hosts above that. */
    List<Link> listed(CanonicalUrl url) {
        List<Link> found = new ArrayList<>(byHost(url.host()));
        if (!bySha256.isEmpty()) {
            found.addAll(bySha256.getOrDefault(url.sha256(), List.of()));
        }
        return found;
    }

    private List<Link> byHost(String host) {
        if (byHost.isEmpty()) {
            return List.of();
        }
        List<Link> found = new ArrayList<>();
        for (int at = 0; at >= 0; at = next(host, at)) {
            found.addAll(byHost.getOrDefault(host.substring(at), List.of()));
        }
        return found;
    }

    private static int next(String host, int at) {
        int dot = host.indexOf('.', at);
        return dot < 0 ? -1 : dot + 1;
    }
}
