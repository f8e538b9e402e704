package dev.sluice.screening;

import dev.sluice.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;

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
        List<Integer> askers,
        long raidUntilMillis) {
    /** What is said against the streamer; never evidence of what the stream shows. */
    static final String HARASSMENT = "HARASSMENT";

    static final ChatActivity NONE = new ChatActivity(0, 0, 0, 0, List.of(), List.of(), List.of(), List.of(), 0);

    private static final long WINDOW_MILLIS = 10_000;
    private static final int WINDOWS_PER_MINUTE = 6;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long RAID_MILLIS = 300_000;
    /** Of the newcomers, so many must be hostile or write what others write. */
    private static final double HOSTILE_SHARE = 0.3;

    private static final double SMOOTHING = 0.1;
    private static final double LEAST_BASELINE = 6;
    static final int MOST_REGULARS = 512;
    static final int MOST_NEWCOMERS = 256;
    static final int MOST_WAVES = 16;
    static final int MOST_AUTHORS = 50;

    public ChatActivity {
        regulars = regulars == null ? List.of() : List.copyOf(regulars);
        newcomers = newcomers == null ? List.of() : List.copyOf(newcomers);
        waves = waves == null ? List.of() : List.copyOf(waves);
        askers = askers == null ? List.of() : List.copyOf(askers);
    }

    /** @param hostile whether they wrote against the streamer or what others write too */
    public record Newcomer(int author, long sinceMillis, boolean hostile) {}

    /** A text and who wrote it, at most {@code 50} of them. */
    public record Wave(long textHash, List<Integer> authors, long lastMillis) {
        public Wave {
            authors = authors == null ? List.of() : List.copyOf(authors);
        }
    }

    /** After one more message. */
    ChatActivity heard(ChatMessage message, long atMillis, PolicyDocument.Chat settings) {
        ChatActivity rolled = rolled(atMillis);
        List<Wave> waves = rolled.withWave(message, atMillis);
        boolean copied = waves.stream()
                .anyMatch(wave ->
                        wave.textHash() == message.textHash() && wave.authors().size() >= settings.waveAuthors());
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
        return waves.stream().mapToInt(wave -> wave.authors().size()).max().orElse(0);
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
                waves.stream()
                        .filter(wave -> atMillis - wave.lastMillis() < MINUTE_MILLIS)
                        .toList(),
                askers,
                raidUntilMillis);
    }

    private List<Wave> withWave(ChatMessage message, long atMillis) {
        if (message.textHash() == 0) {
            return waves;
        }
        List<Wave> more = new ArrayList<>(waves);
        List<Integer> authors = List.of();
        for (Wave wave : waves) {
            if (wave.textHash() == message.textHash()) {
                authors = wave.authors();
                more.remove(wave);
            }
        }
        more.add(new Wave(message.textHash(), with(authors, message.author(), MOST_AUTHORS), atMillis));
        return more.size() > MOST_WAVES ? more.subList(more.size() - MOST_WAVES, more.size()) : more;
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
