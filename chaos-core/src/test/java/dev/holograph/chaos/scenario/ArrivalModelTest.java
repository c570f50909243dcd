package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.scenario.ArrivalModel.Open;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ArrivalModelTest {

    private static final long DAY = 86_400;

    @Property
    void asManyAreDueAsRateTimesLength(
            @ForAll @IntRange(min = 1, max = 20_000) int perSecond,
            @ForAll @IntRange(min = 1, max = 36_000) int seconds) {
        assertThat(new Open(perSecond, 1).dueWithin(Duration.ofSeconds(seconds)))
                .isEqualTo((long) perSecond * seconds);
    }

    @Property
    void thatIsTheNumberOfDueTimesWithinTheLength(
            @ForAll @DoubleRange(min = 0.01, max = 50_000) double perSecond,
            @ForAll @LongRange(min = 1, max = 86_400_000) long millis) {
        Open open = new Open(perSecond, 1);
        Duration length = Duration.ofMillis(millis);
        long due = open.dueWithin(length);
        assertThat(open.dueNanos(due - 1)).isLessThan(length.toNanos());
        assertThat(open.dueNanos(due)).isGreaterThanOrEqualTo(length.toNanos());
    }

    /** The request of an index is due when as many are planned up to there: the area under the rates. */
    @Property
    void ofARampAsManyAreDueAsTheAreaUnderIt(
            @ForAll @DoubleRange(min = 0.1, max = 5_000) double first,
            @ForAll @DoubleRange(min = 0.1, max = 5_000) double second,
            @ForAll @DoubleRange(min = 0.1, max = 5_000) double third,
            @ForAll @LongRange(min = 0, max = 20_000) long firstMillis,
            @ForAll @LongRange(min = 0, max = 20_000) long secondMillis,
            @ForAll @LongRange(min = 1, max = 60_000) long lengthMillis) {
        Open open = new Open(
                third,
                1,
                new Ramp(List.of(
                        new Ramp.Stage(first, Duration.ofMillis(firstMillis)),
                        new Ramp.Stage(second, Duration.ofMillis(secondMillis)),
                        new Ramp.Stage(third, Duration.ZERO))));
        Duration length = Duration.ofMillis(lengthMillis);
        long due = open.dueWithin(length);
        assertThat(open.dueNanos(0)).isZero();
        assertThat(due).isPositive();
        assertThat(open.dueNanos(due - 1)).isLessThan(length.toNanos());
        assertThat(open.dueNanos(due)).isGreaterThanOrEqualTo(length.toNanos());
        for (long index = 0; index < due; index += Math.max(1, due / 50)) {
            double at = open.dueNanos(index) / 1e9;
            double inFirst = Math.min(at, firstMillis / 1e3);
            double inSecond = Math.min(Math.max(0, at - firstMillis / 1e3), secondMillis / 1e3);
            double after = Math.max(0, at - (firstMillis + secondMillis) / 1e3);
            double area = (firstMillis == 0 ? 0 : first / (firstMillis / 1e3) * inFirst * inFirst / 2)
                    + first * inSecond
                    + (secondMillis == 0 ? 0 : (second - first) / (secondMillis / 1e3) * inSecond * inSecond / 2)
                    + third * after;
            assertThat(area).isCloseTo(index, within(1e-4));
        }
    }

    @Property
    void theyAreSpreadEvenlyAlsoAfterADay(
            @ForAll @DoubleRange(min = 0.01, max = 50_000) double perSecond,
            @ForAll @LongRange(min = 0, max = DAY) long second) {
        Open open = new Open(perSecond, 1);
        long index = (long) (second * perSecond);
        long gap = open.dueNanos(index + 1) - open.dueNanos(index);
        assertThat((double) gap).isPositive().isCloseTo(1e9 / perSecond, within(1.1));
    }

    @Property
    void theScheduleDoesNotDriftWithinADay(
            @ForAll @IntRange(min = 1, max = 50_000) int perSecond,
            @ForAll @LongRange(min = 0, max = DAY) long second) {
        long index = second * perSecond + perSecond / 3;
        long exact = BigDecimal.valueOf(index)
                .multiply(BigDecimal.valueOf(1_000_000_000L))
                .divide(BigDecimal.valueOf(perSecond), 0, RoundingMode.HALF_UP)
                .longValueExact();
        assertThat(new Open(perSecond, 1).dueNanos(index)).isCloseTo(exact, within(1L));
    }
}
