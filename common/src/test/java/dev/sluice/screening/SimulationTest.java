package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Screens many small random worlds, each from a seed, and holds what must hold in all of them: see {@link
 * SimulationWitness} for what holds at each step. Here: what a restart or a duplicate does not change.
 *
 * <p>{@code -Dsimulation.seed=N} runs one world, {@code -Dsimulation.seeds=N} so many.
 */
class SimulationTest {
    private static final int USUAL_SEEDS = 2000;
    private static final int MOST_TOLD = 5;

    @Test
    void whatMustHoldHoldsInEveryWorld() {
        Long one = Long.getLong("simulation.seed");
        long count = Long.getLong("simulation.seeds", USUAL_SEEDS);
        LongStream seeds = one == null ? LongStream.range(0, count) : LongStream.of(one);
        List<String> failures = seeds.parallel()
                .mapToObj(SimulationTest::failure)
                .flatMap(Optional::stream)
                .limit(MOST_TOLD)
                .toList();

        assertThat(failures).isEmpty();
    }

    private static Optional<String> failure(long seed) {
        List<String> objections = new ArrayList<>();
        try {
            objections.addAll(objections(seed));
        } catch (RuntimeException | AssertionError e) {
            objections.add(e + " at " + e.getStackTrace()[0]);
        }
        return objections.isEmpty()
                ? Optional.empty()
                : Optional.of("mvn -pl common test -Dtest=SimulationTest -Dsimulation.seed=" + seed + ": "
                        + objections.stream().distinct().limit(MOST_TOLD).toList());
    }

    /** What came out of a run that outlives a restart. */
    private record Outcome(Set<String> flags, Set<String> kills) {
        static Outcome of(List<Flag> flags, List<KillRequest> kills) {
            return new Outcome(
                    flags.stream().map(Flag::flagId).collect(Collectors.toCollection(TreeSet::new)),
                    kills.stream()
                            .map(KillRequest::kill)
                            .map(Kill::killId)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }

        /** What does not depend on when records are worked in. */
        static Outcome timeless(List<Flag> flags, List<KillRequest> kills) {
            return of(
                    flags.stream()
                            .filter(flag -> SimulatedWorld.TIMELESS.contains(flag.reason()))
                            .toList(),
                    kills);
        }

        Outcome and(Outcome other) {
            Set<String> allFlags = new TreeSet<>(flags);
            allFlags.addAll(other.flags);
            Set<String> allKills = new TreeSet<>(kills);
            allKills.addAll(other.kills);
            return new Outcome(allFlags, allKills);
        }
    }

    private static List<String> objections(long seed) {
        SimulatedWorld world = new SimulatedWorld(seed);
        SimulationWitness witness = new SimulationWitness(new Random(seed));
        SimulatedPlant plant = new SimulatedPlant(world.policy, world.incidents, world.catalogue, witness);
        List<Arrival> log = live(world, plant);
        Random random = world.random();
        Outcome all = Outcome.of(plant.flags, plant.kills);
        Outcome timeless = Outcome.timeless(plant.flags, plant.kills);
        List<String> objections = new ArrayList<>(witness.objections);
        for (String stream : world.doomed) {
            boolean killed = plant.kills.stream()
                    .anyMatch(request -> request.kill().streamId().equals(stream));
            if (!killed && !witness.answered(stream)) {
                objections.add("known footage in full, and no kill");
            }
        }
        if (random.nextBoolean()) {
            differ(objections, "a restart", all, restarted(world, log, random, 0, false));
            differ(objections, "a record heard twice", all, twice(world, log, random, 0, false));
        } else if (world.timeless) {
            differ(objections, "a late restart", timeless, restarted(world, log, random, 30_000, true));
            differ(objections, "a late duplicate", timeless, twice(world, log, random, 3000, true));
        }
        return objections;
    }

    private static void differ(List<String> objections, String why, Outcome clean, Outcome other) {
        if (!clean.equals(other)) {
            objections.add(why + " makes " + clean.flags().size() + " flags and "
                    + clean.kills().size() + " kills to " + other.flags().size() + " and "
                    + other.kills().size());
        }
    }

    /** Runs a world for the first time, with reviewers who answer its flags; gives what arrived, in order. */
    private static List<Arrival> live(SimulatedWorld world, SimulatedPlant plant) {
        List<Arrival> log = new ArrayList<>();
        PriorityQueue<Arrival> answers = new PriorityQueue<>(Comparator.comparingLong(Arrival::nowMillis));
        int next = 0;
        int told = 0;
        while (next < world.arrivals.size() || !answers.isEmpty()) {
            boolean answer = !answers.isEmpty()
                    && (next == world.arrivals.size()
                            || answers.peek().nowMillis()
                                    < world.arrivals.get(next).nowMillis());
            Arrival arrival = answer ? answers.remove() : world.arrivals.get(next++);
            log.add(arrival);
            plant.take(arrival);
            for (; told < plant.flags.size(); told++) {
                Flag flag = plant.flags.get(told);
                if (flag.revision() == 1) {
                    answers.addAll(world.verdicts(flag, arrival.nowMillis()));
                }
            }
        }
        return log;
    }

    /** From the last snapshot, several times; what was said before a crash stays said. */
    private static Outcome restarted(
            SimulatedWorld world, List<Arrival> log, Random random, long outageMillis, boolean onlyTimeless) {
        SimulatedPlant plant = fresh(world);
        SimulatedPlant.Snapshot snapshot = plant.snapshot();
        Outcome said = new Outcome(Set.of(), Set.of());
        int snapshotAt = 0;
        int crashes = 0;
        long earliest = 0;
        for (int i = 0; i < log.size(); i++) {
            if (random.nextInt(40) == 0) {
                snapshot = plant.snapshot();
                snapshotAt = i;
            }
            if (crashes < 3 && random.nextInt(50) == 0) {
                crashes++;
                said = said.and(outcome(plant, onlyTimeless));
                earliest = outageMillis == 0 ? 0 : log.get(i).nowMillis() + outageMillis;
                plant = new SimulatedPlant(SimulatedPlant.restored(snapshot), SimulatedPlant.NOBODY);
                i = snapshotAt;
            }
            Arrival arrival = log.get(i);
            plant.take(arrival.at(Math.max(earliest, arrival.nowMillis())));
        }
        return said.and(outcome(plant, onlyTimeless));
    }

    private static Outcome twice(
            SimulatedWorld world, List<Arrival> log, Random random, int latestMillis, boolean onlyTimeless) {
        List<Arrival> more = new ArrayList<>();
        for (Arrival arrival : log) {
            more.add(arrival);
            if (arrival instanceof Arrival.Heard heard && random.nextInt(3) == 0) {
                // Whoever starts, ends or judges a stream does so in order.
                boolean ordered =
                        heard.input().lifecycle() != null || heard.input().verdict() != null;
                long late = latestMillis == 0 || ordered ? 0 : random.nextInt(latestMillis);
                // What comes after a rise of the policy's epoch makes flags anew, as it should.
                long latest = epochEnds(world, log, heard.nowMillis()) - 1;
                more.add(heard.at(Math.max(heard.nowMillis(), Math.min(latest, heard.nowMillis() + late))));
            }
        }
        more.sort(Comparator.comparingLong(Arrival::nowMillis));
        SimulatedPlant plant = fresh(world);
        more.forEach(plant::take);
        return outcome(plant, onlyTimeless);
    }

    /** When a policy of another epoch comes into force after a moment; far away if none does. */
    private static long epochEnds(SimulatedWorld world, List<Arrival> log, long nowMillis) {
        int epoch = world.policy.document().epoch();
        for (Arrival arrival : log) {
            if (arrival instanceof Arrival.Governed governed) {
                int next = governed.policy().document().epoch();
                if (next != epoch && arrival.nowMillis() > nowMillis) {
                    return arrival.nowMillis();
                }
                epoch = next;
            }
        }
        return Long.MAX_VALUE;
    }

    private static SimulatedPlant fresh(SimulatedWorld world) {
        return new SimulatedPlant(world.policy, world.incidents, world.catalogue, SimulatedPlant.NOBODY);
    }

    private static Outcome outcome(SimulatedPlant plant, boolean onlyTimeless) {
        return onlyTimeless ? Outcome.timeless(plant.flags, plant.kills) : Outcome.of(plant.flags, plant.kills);
    }
}
