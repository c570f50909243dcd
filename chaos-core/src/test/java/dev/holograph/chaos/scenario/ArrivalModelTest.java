package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.scenario.ArrivalModel.Open;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
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
