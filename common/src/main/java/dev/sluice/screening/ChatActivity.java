package dev.sluice.screening;

import dev.sluice.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who chats on a stream and how much, against its own habit. Immutable and bounded; times are the broker's, epoch
 * milliseconds.
 *
 * @param windowMillis when the present window of ten seconds began
 * @param messages in it so far
 * @param baseline messages per minute, a moving average over finished windows
 * @param windows that are finished
 * @param regulars authors who first wrote more than a minute ago, the latest last
 * @param newcomers authors who first wrote within the last minute
 * @param waves texts that several authors wrote
 * @param links messages with a listed link within the last five minutes
 * @param askers authors who asked whether it is real, or for help
 * @param raidUntilMillis until when a raid on the streamer is assumed, 0 if none was seen
 */
public record ChatActivity(
        long windowMillis,
        int messages,
        double baseline,
        int windows,
        List<Integer> regulars,
        List<Newcomer> newcomers,
        List<Wave> waves,
        List<LinkUse> links,
        List<Integer> askers,
        long raidUntilMillis) {
    /** What is said against the streamer; never evidence of what the stream shows. */
    static final String HARASSMENT = "HARASSMENT";

    static final ChatActivity NONE =
            new ChatActivity(0, 0, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), 0);

    private static final long WINDOW_MILLIS = 10_000;
    private static final int WINDOWS_PER_MINUTE = 6;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long RAID_MILLIS = 300_000;
    private static final long LINK_MILLIS = 300_000;
    /** Of the newcomers, so many must be hostile or write what others write. */
    private static final double HOSTILE_SHARE = 0.3;

    private static final double SMOOTHING = 0.1;
    private static final double LEAST_BASELINE = 6;
    static final int MOST_REGULARS = 512;
    static final int MOST_NEWCOMERS = 256;
    static final int MOST_WAVES = 16;
    static final int MOST_AUTHORS = 50;
    /** Of one category, so that links of one kind drive out none of another. */
    static final int MOST_LINKS = 64;

    static final int MOST_LINK_CATEGORIES = 8;

    public ChatActivity {
        regulars = regulars == null ? List.of() : List.copyOf(regulars);
        newcomers = newcomers == null ? List.of() : List.copyOf(newcomers);
        waves = waves == null ? List.of() : List.copyOf(waves);
        links = links == null ? List.of() : List.copyOf(links);
        askers = askers == null ? List.of() : List.copyOf(askers);
    }

    /** @param hostile whether they wrote against the streamer or what others write too */
    public record Newcomer(int author, long sinceMillis, boolean hostile) {}

    /** A text and who wrote it within a minute before its last message, at most {@code 50} of them. */
    public record Wave(long textHash, List<Copy> copies) {
        public Wave {
            copies = copies == null ? List.of() : List.copyOf(copies);
        }

        int authors() {
            return copies.size();
        }

        /** After one more message; one that an author repeats counts from then on. */
        private Wave with(int author, long atMillis) {
            List<Copy> more = new ArrayList<>(copies);
            more.removeIf(copy -> copy.author() == author || atMillis - copy.atMillis() >= MINUTE_MILLIS);
            if (more.size() < MOST_AUTHORS) {
                more.add(new Copy(author, atMillis));
            }
            return new Wave(textHash, more);
        }

        private boolean isOver(long atMillis) {
            return copies.stream().allMatch(copy -> atMillis - copy.atMillis() >= MINUTE_MILLIS);
        }
    }

    /** Who wrote a text, and when the last time. */
    public record Copy(int author, long atMillis) {}

    /** A message with a listed link. */
    public record LinkUse(String category, long atMillis) {
        boolean isOfLate(long atMillis) {
            return atMillis - this.atMillis < LINK_MILLIS;
        }
    }

    /** After one more message. */
    ChatActivity heard(ChatMessage message, long atMillis, PolicyDocument.Chat settings) {
        ChatActivity rolled = rolled(atMillis);
        List<Wave> waves = rolled.withWave(message, atMillis);
        boolean copied = waves.stream()
                .anyMatch(wave -> wave.textHash() == message.textHash() && wave.authors() >= settings.waveAuthors());
        List<Newcomer> newcomers =
                rolled.withNewcomer(message, atMillis, message.hostile() || (copied && !message.asksIfReal()));
        long hostile = newcomers.stream().filter(Newcomer::hostile).count();
        boolean raid =
                newcomers.size() >= settings.raidNewAuthors() && (double) hostile / newcomers.size() >= HOSTILE_SHARE;
        List<Integer> askers =
                message.asksIfReal() ? with(rolled.askers, message.author(), MOST_AUTHORS) : rolled.askers;
        return new ChatActivity(
                rolled.windowMillis,
                rolled.messages + 1,
                rolled.baseline,
                rolled.windows,
                rolled.regulars,
                newcomers,
                waves,
                rolled.withLinks(message, atMillis),
                askers,
                raid ? atMillis + RAID_MILLIS : rolled.raidUntilMillis);
    }

    /** Messages per minute at the present window's rate, as a multiple of the baseline; 1 while that is unknown. */
    double burst() {
        return windows < WINDOWS_PER_MINUTE ? 1 : perMinute() / Math.max(baseline, LEAST_BASELINE);
    }

    double perMinute() {
        return (double) messages * WINDOWS_PER_MINUTE;
    }

    /** Most authors of one and the same text within a minute. */
    int waveAuthors() {
        return waves.stream().mapToInt(Wave::authors).max().orElse(0);
    }

    boolean raidAt(long atMillis) {
        return atMillis < raidUntilMillis;
    }

    /** Whether an author came with a raid, or may have: of a large one, not all newcomers are kept. */
    boolean isNewcomer(int author) {
        return !regulars.contains(author);
    }

    private ChatActivity rolled(long atMillis) {
        long passed = windowMillis == 0 ? 0 : (atMillis - windowMillis) / WINDOW_MILLIS;
        if (windowMillis != 0 && passed <= 0) {
            return this;
        }
        double smoothed = windows == 0 ? perMinute() : baseline + SMOOTHING * (perMinute() - baseline);
        double faded = smoothed * Math.pow(1 - SMOOTHING, (double) Math.max(0, passed - 1));
        List<Integer> regulars = new ArrayList<>(this.regulars);
        List<Newcomer> newcomers = new ArrayList<>();
        for (Newcomer newcomer : this.newcomers) {
            if (atMillis - newcomer.sinceMillis() < MINUTE_MILLIS) {
                newcomers.add(newcomer);
            } else if (!newcomer.hostile() || !raidAt(atMillis)) {
                // Who came to attack does not become a regular by going on with it.
                regulars.add(newcomer.author());
            }
        }
        int surplus = Math.max(0, regulars.size() - MOST_REGULARS);
        return new ChatActivity(
                windowMillis == 0 ? atMillis : windowMillis + passed * WINDOW_MILLIS,
                0,
                windowMillis == 0 ? 0 : faded,
                windowMillis == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, windows + passed),
                regulars.subList(surplus, regulars.size()),
                newcomers,
                waves.stream().filter(wave -> !wave.isOver(atMillis)).toList(),
                links,
                askers,
                raidUntilMillis);
    }

    private List<Wave> withWave(ChatMessage message, long atMillis) {
        if (message.textHash() == 0) {
            return waves;
        }
        List<Wave> more = new ArrayList<>(waves);
        Wave same = new Wave(message.textHash(), List.of());
        for (Wave wave : waves) {
            if (wave.textHash() == message.textHash()) {
                same = wave;
                more.remove(wave);
            }
        }
        more.add(same.with(message.author(), atMillis));
        return more.size() > MOST_WAVES ? more.subList(more.size() - MOST_WAVES, more.size()) : more;
    }

    /** A message counts once in each category, however many links it holds. */
    private List<LinkUse> withLinks(ChatMessage message, long atMillis) {
        List<String> categories = message.hits().stream()
                .filter(ChatMessage.Hit::link)
                .map(ChatMessage.Hit::category)
                .distinct()
                .limit(MOST_LINK_CATEGORIES)
                .toList();
        if (categories.isEmpty()) {
            return links;
        }
        List<LinkUse> more = new ArrayList<>(links);
        for (String category : categories) {
            more.add(new LinkUse(category, atMillis));
        }
        return kept(more, atMillis);
    }

    private static List<LinkUse> kept(List<LinkUse> uses, long atMillis) {
        Map<String, Integer> counts = new HashMap<>();
        List<LinkUse> kept = new ArrayList<>();
        for (int i = uses.size() - 1; i >= 0; i--) {
            LinkUse use = uses.get(i);
            boolean room = counts.containsKey(use.category()) || counts.size() < MOST_LINK_CATEGORIES;
            if (room && use.isOfLate(atMillis) && counts.merge(use.category(), 1, Integer::sum) <= MOST_LINKS) {
                kept.add(0, use);
            }
        }
        return kept;
    }

    /** Messages of late with a listed link, by category. */
    Map<String, Long> links(long atMillis) {
        return links.stream()
                .filter(use -> use.isOfLate(atMillis))
                .collect(Collectors.groupingBy(LinkUse::category, Collectors.counting()));
    }

    private List<Newcomer> withNewcomer(ChatMessage message, long atMillis, boolean hostile) {
        int author = message.author();
        if (regulars.contains(author)) {
            return newcomers;
        }
        List<Newcomer> more = new ArrayList<>(newcomers);
        Newcomer known = new Newcomer(author, atMillis, false);
        for (Newcomer newcomer : newcomers) {
            if (newcomer.author() == author) {
                known = newcomer;
                more.remove(newcomer);
            }
        }
        if (more.size() < MOST_NEWCOMERS) {
            more.add(new Newcomer(author, known.sinceMillis(), known.hostile() || hostile));
        }
        return more;
    }

    private static List<Integer> with(List<Integer> authors, int author, int most) {
        if (authors.contains(author) || authors.size() >= most) {
            return authors;
        }
        List<Integer> more = new ArrayList<>(authors);
        more.add(author);
        return more;
    }
}
