package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.Recording;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads whose truth is known: when each iteration begins, and when it ends, if it does. */
class UnfinishedIterationsTest {

    private static final long SECOND = 1_000_000;
    private static final long START = 1_755_781_200_093_275L;
    private static final int LENGTH = 40;

    private final SplittableRandom random = new SplittableRandom(7);
    private final UnfinishedIterations found = new UnfinishedIterations();

    /** By when it began, and of those that end by when they did. */
    private record Iteration(long began, long ended) {

        boolean covers(long at) {
            return began < at && at < ended;
        }
    }

    private final TreeMap<Long, Iteration> all = new TreeMap<>();

    private void iteration(double beganSeconds, double lengthSeconds) {
        long began = START + Math.round(beganSeconds * SECOND);
        while (all.containsKey(began)) {
            began++;
        }
        all.put(began, new Iteration(began, began + Math.round(lengthSeconds * SECOND)));
    }

    /** What k6 writes up to the end. @return how many are reported for each second in which they began */
    private Map<Long, Long> reported() {
        long over = START + LENGTH * SECOND;
        for (int second = 0; second <= LENGTH; second++) {
            long at = START + second * SECOND + random.nextInt(2_000); // k6's own ticker is that exact
            found.busy(at, all.values().stream().filter(one -> one.covers(at)).count());
        }
        all.values().stream()
                .filter(one -> one.ended() <= over)
                .forEach(one -> found.ended(one.ended(), one.ended() - one.began()));
        Recording recording = new Recording();
        found.report(recording);
        Map<Long, Long> reported = new TreeMap<>();
        recording
                .unfinishedByInstant()
                .forEach((at, count) -> reported.merge(Math.floorDiv(at - START, SECOND), count, Long::sum));
        return reported;
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0.01", "20, 0.5", "200, 1.5", "500, 0.002"})
    void noneIsFoundWhereAllEnd(double perSecond, double meanSeconds) {
        for (double at = 0; at < LENGTH; at -= Math.log(1 - random.nextDouble()) / perSecond) {
            iteration(at, meanSeconds * (0.5 + random.nextDouble()));
        }
        assertThat(reported()).isEmpty();
    }

    /** From 10 s to 20 s each tenth does not end; the others take up to a second. */
    @ParameterizedTest
    @ValueSource(ints = {5, 50, 500})
    void thoseThatDoNotEndAreFoundWhereTheyBegan(int perSecond) {
        int hanging = 0;
        for (int i = 0; i < LENGTH * perSecond; i++) {
            double at = i / (double) perSecond;
            boolean hangs = at >= 10 && at < 20 && i % 10 == 0;
            hanging += hangs ? 1 : 0;
            iteration(at, hangs ? 1000 : random.nextDouble());
        }
        Map<Long, Long> reported = reported();
        assertThat(reported.values().stream().mapToLong(Long::longValue).sum())
                .as("k6's seconds are not exact, and none is told too many")
                .isBetween((long) (0.99 * hanging), (long) hanging);
        assertThat(reported.keySet()).allMatch(second -> second >= 9 && second <= 20);
    }

    /** Sessions that last as long as the load, from its first seconds on, are there in the baseline too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void whatHasBegunWithTheLoadIsReportedThere(int sessions) {
        for (int i = 0; i < sessions; i++) {
            iteration(0.5 * random.nextDouble(), 1000);
        }
        for (double at = 0; at < LENGTH; at += 0.05) {
            iteration(at, random.nextDouble());
        }
        assertThat(reported()).isEqualTo(Map.of(0L, (long) sessions));
    }

    /** While the longest that ended could still be under way, nobody can tell. */
    @ParameterizedTest
    @CsvSource({"1, 35, true", "1, 38.5, false", "15, 20, true", "15, 26, false"})
    void whatBeganTooLateIsNotTold(double longest, double began, boolean isTold) {
        for (double at = 0; at < LENGTH; at += 0.1) {
            iteration(at, 0.3);
        }
        iteration(1, longest);
        iteration(began, 1000);
        assertThat(reported().isEmpty()).isNotEqualTo(isTold);
    }
}
