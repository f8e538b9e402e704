package dev.sluice.text;

import java.util.Arrays;
import java.util.List;

/**
 * All words of a list found in one pass (Aho and Corasick, "Efficient string matching", 1975). Symbols are small numbers;
 * 0 is any symbol that no word holds. The states nearest to the root, where a scan spends its time, have whole rows of
 * transitions; the rest share a hash table. Immutable.
 */
final class KeyAutomaton {
    static final int ROOT = 0;

    /** One MiB of rows: chosen to stay in a core's second-level cache. */
    private static final int ROW_CELLS = 1 << 18;

    private static final long EMPTY = -1;

    private final int alphabet;
    private final int rows;
    private final int[] row;
    private final int[] fail;
    private final long[] edges;
    private final int[] targets;
    /** The nearest state along the failures, itself included, at which words end; or -1. */
    private final int[] ending;
    /** By state: the words that end exactly there. */
    private final int[][] words;

    /**
     * @param list the words, by their number
     * @param alphabet one more than the greatest symbol
     */
    KeyAutomaton(List<int[]> list, int alphabet) {
        this.alphabet = alphabet;
        Trie trie = new Trie(list);
        int[] order = trie.breadthFirst();
        int states = order.length;
        int[] number = new int[states];
        for (int i = 0; i < states; i++) {
            number[order[i]] = i;
        }
        int tableSize = Integer.highestOneBit(Math.max(states, 4)) * 4;
        edges = new long[tableSize];
        targets = new int[tableSize];
        Arrays.fill(edges, EMPTY);
        for (int i = 1; i < states; i++) {
            putEdge(number[trie.parent[order[i]]], trie.symbol[order[i]], i);
        }
        words = new int[states][];
        for (int word = 0; word < list.size(); word++) {
            int state = number[trie.endOf[word]];
            int[] before = words[state] == null ? new int[0] : words[state];
            int[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = word;
            words[state] = after;
        }
        fail = new int[states];
        ending = new int[states];
        rows = Math.min(states, Math.max(1, ROW_CELLS / alphabet));
        row = new int[rows * alphabet];
        ending[ROOT] = words[ROOT] == null ? -1 : ROOT;
        // Breadth first: the failure of a state lies nearer to the root, so it is complete when it is needed.
        for (int state = 0; state < states; state++) {
            if (state != ROOT) {
                int parent = number[trie.parent[order[state]]];
                fail[state] = parent == ROOT ? ROOT : step(fail[parent], trie.symbol[order[state]]);
                ending[state] = words[state] != null ? state : ending[fail[state]];
            }
            if (state < rows) {
                fillRow(state);
            }
        }
    }

    private void fillRow(int state) {
        for (int symbol = 1; symbol < alphabet; symbol++) {
            int target = edge(state, symbol);
            row[state * alphabet + symbol] = target >= 0 ? target : state == ROOT ? ROOT : step(fail[state], symbol);
        }
    }

    /** The state after one more symbol. */
    int step(int from, int symbol) {
        int state = from;
        while (state >= rows) {
            if (symbol == 0) {
                return ROOT;
            }
            int target = edge(state, symbol);
            if (target >= 0) {
                return target;
            }
            state = fail[state];
        }
        return row[state * alphabet + symbol];
    }

    /** Whether some word ends here. */
    boolean endsWords(int state) {
        return ending[state] >= 0;
    }

    /** The first state of the chain at which words end, or -1. */
    int firstEnding(int state) {
        return ending[state];
    }

    /** The next state of the chain, or -1. */
    int nextEnding(int state) {
        return state == ROOT ? -1 : ending[fail[state]];
    }

    /** The words that end at a state of the chain, not to be changed. */
    int[] wordsAt(int state) {
        return words[state];
    }

    private void putEdge(int state, int symbol, int target) {
        int slot = slot(state, symbol);
        while (edges[slot] != EMPTY) {
            slot = (slot + 1) & (edges.length - 1);
        }
        edges[slot] = pack(state, symbol);
        targets[slot] = target;
    }

    private int edge(int state, int symbol) {
        long wanted = pack(state, symbol);
        for (int slot = slot(state, symbol); ; slot = (slot + 1) & (edges.length - 1)) {
            if (edges[slot] == wanted) {
                return targets[slot];
            }
            if (edges[slot] == EMPTY) {
                return -1;
            }
        }
    }

    private static long pack(int state, int symbol) {
        return ((long) state << 32) | symbol;
    }

    private int slot(int state, int symbol) {
        long mixed = pack(state, symbol) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (edges.length - 1);
    }

    /** The words' common beginnings, before they are numbered from the root outwards. */
    private static final class Trie {
        private int states = 1;
        private int[] parent = new int[1024];
        private int[] symbol = new int[1024];
        private int[] firstChild = new int[1024];
        private int[] sibling = new int[1024];
        private final int[] endOf;

        Trie(List<int[]> list) {
            endOf = new int[list.size()];
            // Sorted, a word's path is the last child at every step, so that no step searches among siblings.
            Integer[] sorted = new Integer[list.size()];
            Arrays.setAll(sorted, i -> i);
            Arrays.sort(sorted, (a, b) -> Arrays.compare(list.get(a), list.get(b)));
            for (int word : sorted) {
                int state = ROOT;
                for (int wanted : list.get(word)) {
                    int last = firstChild[state];
                    state = last != 0 && symbol[last] == wanted ? last : add(state, wanted);
                }
                endOf[word] = state;
            }
        }

        private int add(int to, int wanted) {
            if (states == parent.length) {
                parent = Arrays.copyOf(parent, states * 2);
                symbol = Arrays.copyOf(symbol, states * 2);
                firstChild = Arrays.copyOf(firstChild, states * 2);
                sibling = Arrays.copyOf(sibling, states * 2);
            }
            parent[states] = to;
            symbol[states] = wanted;
            sibling[states] = firstChild[to];
            firstChild[to] = states;
            return states++;
        }

        int[] breadthFirst() {
            int[] order = new int[states];
            int filled = 1;
            for (int at = 0; at < filled; at++) {
                for (int child = firstChild[order[at]]; child != 0; child = sibling[child]) {
                    order[filled++] = child;
                }
            }
            return order;
        }
    }
}
