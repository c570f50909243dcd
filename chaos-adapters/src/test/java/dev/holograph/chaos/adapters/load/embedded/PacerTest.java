package dev.holograph.chaos.adapters.load.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.ArrivalModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Pacer and schedule together, under a clock that oversleeps. */
class PacerTest {

    /** Starts far from zero, as the monotone clock does, and below its overflow in the middle of the load. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private static final class Clock {
        long now = START;
    }

    @Property(tries = 300)
    void eachRequestIsReleasedOnceAndNeverEarlyNorLaterThanTheSleepThatMissedIt(
            @ForAll @DoubleRange(min = 0.3, max = 20_000) double rate,
            @ForAll @IntRange(min = 1, max = 20) int lanes,
            @ForAll @IntRange(min = 0, max = 200_000_000) int oversleep,
            @ForAll @LongRange(min = 1, max = 5_000) long lengthMillis,
            @ForAll Random random) {
        Clock clock = new Clock();
        List<Long> dues = new ArrayList<>();
        List<Integer> perLane = new ArrayList<>();
        Duration length = Duration.ofMillis(lengthMillis);
        ArrivalModel.Open arrivals = new ArrivalModel.Open(rate, lanes);
        OpenArrivalSchedule schedule = new OpenArrivalSchedule(arrivals, START, length, (due, lane) -> {
            assertThat(clock.now - due).isBetween(0L, (long) oversleep);
            dues.add(due);
            perLane.add(lane);
        });
        new Pacer(
                        schedule::at,
                        schedule.count(),
                        () -> clock.now,
                        nanos -> clock.now += nanos + (oversleep == 0 ? 0 : random.nextInt(oversleep)),
                        () -> schedule.release(clock.now))
                .run();

        assertThat(dues).hasSize((int) arrivals.dueWithin(length));
        for (int i = 0; i < dues.size(); i++) {
            assertThat(dues.get(i) - START).isEqualTo(arrivals.dueNanos(i));
            assertThat(perLane.get(i)).isEqualTo(i % lanes);
        }
        assertThat(schedule.over(clock.now)).isTrue();
    }
}
