package dev.sluice.policy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps that are written in the same order whatever order they were read in. */
final class Sorted {
    private Sorted() {}

    /** An unmodifiable copy, sorted by key; empty for null. */
    static <V> SortedMap<String, V> copyOf(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
    }
}
