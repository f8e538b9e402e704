package dev.sluice.bench;

import dev.sluice.text.ChatLists;
import dev.sluice.text.ChatReader;
import dev.sluice.text.ChatReading;
import dev.sluice.text.Link;
import dev.sluice.text.Term;
import dev.sluice.text.TermPattern;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages of some 50 characters through everything: folding, terms, links, hash. {@code clean} is plain ASCII without
 * hits, {@code mixed} has other scripts, look-alikes, links and one hit in twenty. How long a reader takes to build is
 * printed; the first one includes loading the table of code points. Messages per second of the thread's own processor time
 * are printed too: on a machine that is shared, those are the ones to look at.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class TextBenchmark {
    private static final int MESSAGES = 20_000;
    private static final int LENGTH = 50;

    private static final String[] SYLLABLES =
            ("ba be bi bo co da de di do fa fe ga go ha he in ka ki la le li lo ma me mi mo na ne"
                            + " no on pa pe po ra re ri ro sa se si so ta te ti to un ve vi wa we st er ng th all ck ou ea")
                    .split(" ", -1);

    /** Common in chat. */
    private static final String[] WORDS =
            ("the a to and is you i of in it that this for on he was with are my so not just like what be have at me do no"
                            + " but your we can how when if get good one all why lol yes they there out now would did go up really"
                            + " time love game stream play think here because more some know then who see want make right never"
                            + " people chat guys nice best playing first man back today that's don't i'm it's can't hello everyone"
                            + " always again still should could where from thanks music song video watching watch little great"
                            + " anyone please someone tomorrow night morning happy team win lost round level boss kill death hit"
                            + " shot run fast slow mods sound camera wait what's let's going doing looks feels crazy insane amazing"
                            + " actually probably maybe literally honestly years minutes world favorite remember different already")
                    .split(" ", -1);

    @Param({"10000"})
    private int terms;

    @Param({"0"})
    private int patterns;

    @Param({"clean", "mixed"})
    private String messages;

    private ChatReader reader;
    private String[] lines;
    private int next;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private int readBefore;
    private long cpuBefore;

    @Setup
    public void build() {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> listed = new LinkedHashSet<>();
        while (listed.size() < terms) {
            // Half begin as common words do, so that those lead a search some way.
            String common = WORDS[random.nextInt(WORDS.length)];
            String term = random.nextBoolean() ? word(random, 3 + random.nextInt(3)) : common + word(random, 2);
            listed.add(random.nextInt(3) == 0 ? common + " " + term : term);
        }
        List<String> texts = new ArrayList<>(listed);
        ChatLists lists = new ChatLists(
                texts.stream().map(text -> new Term(text, "THREAT", 0.5)).toList(),
                IntStream.range(0, patterns)
                        .mapToObj(i ->
                                new TermPattern("\\b(go|let's) " + texts.get(i) + " (him|her|them)\\b", "THREAT", 0.5))
                        .toList(),
                List.of(new Link("evil.example", null, "LINK", 0.5)));
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            reader = new ChatReader(lists);
            System.out.printf("%n%d terms: built in %.3f s", terms, (System.nanoTime() - start) / 1e9);
        }
        lines = new String[MESSAGES];
        int hits = 0;
        for (int i = 0; i < MESSAGES; i++) {
            String line = line(random);
            lines[i] = messages.equals("clean") ? line : mixed(line, i, texts, random);
            hits += reader.read(lines[i]).hits().isEmpty() ? 0 : 1;
        }
        System.out.printf("%n%d of %d messages have hits%n", hits, MESSAGES);
    }

    private static String word(SplittableRandom random, int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    private static String line(SplittableRandom random) {
        StringBuilder line = new StringBuilder();
        while (line.length() < LENGTH - 4) {
            String word = WORDS[random.nextInt(WORDS.length)];
            line.append(line.length() == 0 ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) : word);
            line.append(random.nextInt(10) == 0 ? ", " : " ");
        }
        return line.append(random.nextInt(2) == 0 ? "lol" : "wow!").toString();
    }

    /** Of twenty: eleven as they are, and nine with something in them. */
    private static String mixed(String line, int number, List<String> terms, SplittableRandom random) {
        return switch (number % 20) {
            case 0 -> line + " 😂😂";
            case 1 -> "привет всем, сегодня отличная погода и хороший стрим";
            case 2 -> "今日は本当に楽しかったです、また明日も見に来ますね";
            case 3 -> "çok güzel oynuyorsun, İstanbul'dan selamlar kardeşim";
            case 4 -> line + " https://clips.twitch.tv/abc";
            case 5 -> "@streamer " + line;
            case 6 -> line + " " + terms.get(random.nextInt(terms.size()));
            case 7 -> line.replace('a', 'а').replace('e', '3');
            case 8 -> "well-known " + line;
            default -> line;
        };
    }

    @Setup(Level.Iteration)
    public void startIteration() {
        readBefore = next;
        cpuBefore = threads.getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void endIteration() {
        double seconds = (threads.getCurrentThreadCpuTime() - cpuBefore) / 1e9;
        System.out.printf("%.0f a second of processor time, ", (next - readBefore) / seconds);
    }

    @Benchmark
    public ChatReading read() {
        return reader.read(lines[next++ % MESSAGES]);
    }
}
