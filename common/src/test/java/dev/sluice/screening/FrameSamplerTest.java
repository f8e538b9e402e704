package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.event.Origin;
import dev.sluice.policy.PolicyDocument;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameSamplerTest {
    /** Two frames a second, a floor of one in four seconds, a burst of eight a second of wall time. */
    private static final PolicyDocument.Sampling SETTINGS =
            new PolicyDocument.Sampling(2, 4, 60, 0.25, 2, 8, new TreeMap<>());

    private final FrameSampler sampler = new FrameSampler();

    @Test
    void aDirectiveSetsTheRateUpOrDown() {
        assertThat(taken(0, 10, 0, 0)).isEqualTo(20);
        assertThat(taken(1, 10, 4, 0)).isEqualTo(40);
        assertThat(taken(2, 10, 1, 0)).isEqualTo(10);
    }

    @Test
    void whenTheSourceLagsOnlyRiskyStreamsKeepTheirRateAndTheOthersTheFloor() {
        assertThat(taken(0, 20, 4, 5000)).isEqualTo(80);
        assertThat(taken(1, 20, 0, 5000)).isBetween(5, 6);
        assertThat(taken(2, 20, 1, 5000)).isBetween(5, 7);
        // 40 were wanted and 80 published; each frame that is taken begins the count of wanted ones anew.
        assertThat(sampler.coverage("s1").framesShed()).isBetween(30L, 38L);
    }

    @Test
    void theLongerASuddenLagTheMoreIsShedByAnEqualFactorForEachStep() {
        assertThat(sampler.shedShare(1000, SETTINGS)).isZero();
        assertThat(sampler.shedShare(1333, SETTINGS)).isCloseTo(0.5, within(0.001));
        assertThat(sampler.shedShare(1667, SETTINGS)).isCloseTo(0.75, within(0.001));
        assertThat(sampler.shedShare(2000, SETTINGS)).isEqualTo(1 - 0.25 / 2);
        assertThat(taken(0, 40, 0, 60_000))
                .as("and at first, until it is known that it does not catch up")
                .isBetween(10, 14);
        assertThat(taken(1, 40, 4, 1667)).isEqualTo(160);
    }

    @Test
    void aLastingOverloadSettlesAtASmallLag() {
        // 250 streams and 10 risky ones want 540 frames a second; 4 ms each allow for less than 250.
        Load load = new Load(250, 10, 4);
        load.lastSeconds(20);
        load.lastSeconds(40);

        assertThat(load.riskyLagMillis).as("half of a second of those allowed").isBetween(200.0, 700.0);
        assertThat(load.riskyTaken).isEqualTo(10 * 4 * 40);
        assertThat(load.leastTaken).as("the floor").isGreaterThanOrEqualTo(9);
        assertThat(load.busyShare).as("no more is shed than has to be").isGreaterThan(0.97);
    }

    @Test
    void aJobThatKeepsUpShedsNothing() {
        Load load = new Load(100, 5, 4);
        load.lastSeconds(40);

        assertThat(load.leastTaken).isEqualTo(80);
        assertThat(load.riskyLagMillis).isLessThan(100);
    }

    @Test
    void afterAStallTheLagIsGoneSoon() {
        Load load = new Load(250, 10, 4);
        load.lastSeconds(20);
        load.now += 2000;
        load.lastSeconds(8);
        load.lastSeconds(10);

        assertThat(load.riskyLagMillis).isLessThan(700);
    }

    /** A task that reads one partition, a frame after the other, of streams that publish four frames a second. */
    private final class Load {
        private final int streams;
        private final int risky;
        private final double millisPerFrame;
        private final Map<String, Integer> taken = new HashMap<>();
        private long at = 1_000_000;
        private double now = 1_000_000;
        private double riskyLagMillis;
        private int riskyTaken;
        private int leastTaken;
        private double busyShare;

        Load(int streams, int risky, double millisPerFrame) {
            this.streams = streams;
            this.risky = risky;
            this.millisPerFrame = millisPerFrame;
        }

        void lastSeconds(int seconds) {
            taken.clear();
            riskyLagMillis = 0;
            riskyTaken = 0;
            double busy = 0;
            double began = now;
            for (int quarter = 0; quarter < seconds * 4; quarter++, at += 250) {
                for (int stream = 0; stream < streams + risky; stream++) {
                    long appended = at + 250L * stream / (streams + risky);
                    now = Math.max(now, (double) appended);
                    double directed = stream < streams ? 0 : 4;
                    String id = "load-" + stream;
                    double cost = 0.1;
                    if (sampler.choose(id, at, directed, at(0, appended), (long) now, SETTINGS)
                            == FrameSampler.Choice.TAKE) {
                        cost += millisPerFrame;
                        if (directed == 0) {
                            taken.merge(id, 1, Integer::sum);
                        } else {
                            riskyTaken++;
                            riskyLagMillis += now - appended;
                        }
                    }
                    now += cost;
                    busy += cost;
                }
            }
            riskyLagMillis /= riskyTaken;
            leastTaken = taken.size() < streams ? 0 : Collections.min(taken.values());
            busyShare = busy / (now - began);
        }
    }

    @Test
    void aBacklogIsLookedAtInFullByAJobThatSoonCatchesUp() {
        // Ten streams of two frames a second: a second of the backlog takes 0.1 s.
        Worked worked = workOff(10, 120, 5);

        assertThat(worked.taken).isEqualTo(worked.published);
        assertThat(sampler.coverage("backlog-0").framesShed()).isZero();
    }

    @Test
    void aBacklogIsThinnedAsMuchAsItTakesToCatchUpInTime() {
        // A second takes 0.6 s: in full, it would be a minute until the last 20 s are reached.
        Worked worked = workOff(100, 60, 3);

        assertThat(worked.share()).isBetween(0.4, 0.8);
        assertThat(worked.tookMillis).isLessThan(40_000);
        assertThat(worked.leastShare).as("of any stream, enough for a sequence").isGreaterThan(0.35);
    }

    @Test
    void aJobThatIsOverloadedThinsABacklogToTheFloor() {
        // A second takes 3 s.
        Worked worked = workOff(100, 60, 15);

        assertThat(worked.share()).isBetween(0.12, 0.25);
    }

    @Test
    void partitionsThatAreReadInTurnsAreMeasuredEachByItself() {
        int partitions = 3;
        int portion = 64;
        int frames = 960;
        // Eight minutes of one stream after another in each partition; the job takes all of it in half a minute.
        long now = 1_000_000 + frames * 500L + 60_000;
        int taken = 0;
        for (int from = 0; from < frames; from += portion) {
            for (int partition = 0; partition < partitions; partition++) {
                for (int i = from; i < from + portion; i++) {
                    Origin origin = at(partition, 1_000_000 + i * 500L);
                    String stream = "stream-" + partition + "-" + i / 32;
                    if (sampler.choose(stream, i * 500L, 0, origin, now, SETTINGS) == FrameSampler.Choice.TAKE) {
                        taken++;
                        now += 10;
                    }
                }
            }
        }

        assertThat(taken).isEqualTo(partitions * frames);
    }

    private static Origin at(int partition, long appendedAtMillis) {
        return new Origin("frames", partition, 0, appendedAtMillis);
    }

    @Test
    void aPartitionWithoutABacklogDoesNotMakeThatOfAnotherLookNew() {
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            // Overloaded, 30 s behind in one partition and in time in the other.
            long now = 1_030_000 + i * 250L;
            sampler.choose("in-time", i * 250L, 0, at(0, now), now, SETTINGS);
            if (sampler.choose("behind", i * 250L, 0, at(1, now - 30_000), now, SETTINGS) == FrameSampler.Choice.TAKE) {
                taken++;
            }
        }

        assertThat(taken).as("of 100 in 50 s").isBetween(12, 20);
    }

    @Test
    void whenOnePartitionLagsAllThatTheTaskReadsAreShedAlike() {
        int inTime = 0;
        int behind = 0;
        for (int i = 0; i < 160; i++) {
            long at = 1_000_000 + i * 250L;
            behind += isTaken("behind", i, at(1, at), at + 5000) ? 1 : 0;
            inTime += isTaken("in-time", i, at(0, at + 5000), at + 5000) ? 1 : 0;
        }

        assertThat(behind).as("of 80 in 40 s").isBetween(10, 12);
        assertThat(inTime).as("else the one behind would have to wait for it").isBetween(10, 12);
        assertThat(sampler.lagMillis(1_000_000 + 160 * 250L + 5000)).isEqualTo(5000);
    }

    @Test
    void aPartitionThatFellSilentIsForgotten() {
        long last = 1_000_000;
        isTaken("behind", 0, at(1, last - 5000), last);
        int taken = 0;
        for (int i = 0; i < 160; i++) {
            taken += isTaken("in-time", i, at(0, last + i * 250L), last + i * 250L) ? 1 : 0;
        }

        assertThat(taken).as("of 80, those of the first 5 s shed").isBetween(68, 74);
        assertThat(sampler.lagMillis(last + 160 * 250L)).isZero();
    }

    @Test
    void aBacklogInOnePartitionLeavesOthersAsTheyAre() {
        int taken = 0;
        for (int i = 0; i < 160; i++) {
            long at = 1_000_000 + i * 250L;
            isTaken("behind", i, at(1, at - 60_000), at);
            taken += isTaken("in-time", i, at(0, at), at) ? 1 : 0;
        }

        assertThat(taken).isEqualTo(80);
        assertThat(sampler.lagMillis(1_000_000 + 160 * 250L)).isEqualTo(60_000);
    }

    private boolean isTaken(String stream, int quarterSecond, Origin origin, long nowMillis) {
        return sampler.choose(stream, quarterSecond * 250L, 0, origin, nowMillis, SETTINGS) == FrameSampler.Choice.TAKE;
    }

    @Test
    void whatWasMeasuredBeforeABacklogSaysNothingOfIt() {
        for (int i = 0; i < 100; i++) {
            // In time, so that no more than a second a second could be taken.
            sampler.choose("live", i * 500L, 0, at(0, 500_000 + i * 500L), 500_000 + i * 500L, SETTINGS);
        }
        Worked worked = workOff(10, 120, 5);

        assertThat(worked.taken).isEqualTo(worked.published);
    }

    private record Worked(int published, int taken, double leastShare, long tookMillis) {
        double share() {
            return taken / (double) published;
        }
    }

    /** Reads what streams published for some seconds while the job was away, until it is so near that it sheds as usual. */
    private Worked workOff(int streams, int seconds, long millisPerFrame) {
        long began = 1_000_000 + seconds * 1000L;
        long now = began;
        int rounds = 0;
        int[] taken = new int[streams];
        for (long at = 1_000_000; now - at > 10_000 * SETTINGS.shedAfterSeconds(); at += 500) {
            for (int stream = 0; stream < streams; stream++) {
                if (sampler.choose("backlog-" + stream, rounds * 500L, 0, at(0, at), now, SETTINGS)
                        == FrameSampler.Choice.TAKE) {
                    taken[stream]++;
                    now += millisPerFrame;
                }
            }
            rounds++;
        }
        IntSummaryStatistics all = Arrays.stream(taken).summaryStatistics();
        return new Worked(rounds * streams, (int) all.getSum(), all.getMin() / (double) rounds, now - began);
    }

    @Test
    void streamsThatBeginTogetherWhileFramesAreShedAreNotDueTogether() {
        int[] takenInSecond = new int[60];
        for (int i = 0; i < 240; i++) {
            for (int stream = 0; stream < 400; stream++) {
                long at = 1_000_000 + i * 250L;
                if (sampler.choose("live-" + stream, i * 250L, 0, at(0, at), at + 5000, SETTINGS)
                        == FrameSampler.Choice.TAKE) {
                    takenInSecond[i / 4]++;
                }
            }
        }

        assertThat(takenInSecond[0]).as("each is seen at once").isGreaterThanOrEqualTo(400);
        for (int second = 1; second < 60; second++) {
            assertThat(takenInSecond[second]).as("second %d", second).isBetween(60, 150);
        }
    }

    @Test
    void aStreamWhoseMediaTimesRaceIsHeldToTheBurst() {
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            // A hundred frames in each second of wall time, each a second of media time after the last.
            long at = 1_000_000 + i * 10L;
            if (sampler.choose("flood", i * 1000L, 0, at(0, at), at, SETTINGS) == FrameSampler.Choice.TAKE) {
                taken++;
            }
        }

        assertThat(taken).isBetween(100 * 8, 100 * 8 + 30 * 8);
    }

    @Test
    void aPublisherThatWasCutOffForHalfAMinuteCatchesUpWithoutLoss() {
        int taken = 0;
        for (int i = 0; i < 60; i++) {
            if (sampler.choose("late", i * 500L, 0, at(0, 1_000_000), 1_000_100, SETTINGS)
                    == FrameSampler.Choice.TAKE) {
                taken++;
            }
        }

        assertThat(taken).isEqualTo(60);
    }

    private int taken(int stream, int seconds, double directed, long lagMillis) {
        int taken = 0;
        for (int i = 0; i < seconds * 4; i++) {
            long at = 1_000_000 + i * 250L;
            FrameSampler.Choice choice =
                    sampler.choose("s" + stream, i * 250L, directed, at(0, at), at + lagMillis, SETTINGS);
            taken += choice == FrameSampler.Choice.TAKE ? 1 : 0;
        }
        return taken;
    }
}
