package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuWatchTest {

    private static final long EPOCH = 1_800_000_000_000_000L;
    private static final int PROCESSORS = 4;

    private long nanos = 77;
    private long usedNanos;
    private boolean known = true;
    private final CpuWatch watch = new CpuWatch(
            () -> known ? Duration.ofNanos(usedNanos) : null, () -> nanos, () -> EPOCH + nanos / 1000, PROCESSORS);

    /** Asked ten times a second. */
    private void pass(double seconds, double share) {
        for (int i = 0; i < Math.round(seconds * 10); i++) {
            watch.look();
            nanos += 100_000_000;
            usedNanos += Math.round(100_000_000 * share * PROCESSORS);
        }
    }

    @Test
    void aLongStretchAtTheLimitIsNoticed() {
        pass(10, 0.3);
        pass(7, 0.97);
        pass(10, 0.3);

        assertThat(watch.stretches()).singleElement().satisfies(stretch -> {
            assertThat(stretch.from()).isCloseTo(EPOCH + 10_000_000, within(1_100_000L));
            assertThat(stretch.to()).isCloseTo(EPOCH + 17_000_000, within(1_100_000L));
            assertThat(stretch.share()).isCloseTo(0.97, within(0.001));
        });
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "20, 0.89", "0, 0"})
    void aBurstOrALittleLessIsNoLimit(double seconds, double share) {
        pass(3, 0.2);
        pass(seconds, share);
        pass(3, 0.2);
        pass(seconds, share);
        pass(3, 0.2);
        assertThat(watch.stretches()).isEmpty();
    }

    @Test
    void aStretchThatLastsToTheEndCounts() {
        pass(8, 1);
        assertThat(watch.stretches()).hasSize(1);
    }

    @Test
    void aSystemThatDoesNotTellIsNoReasonToDoubt() {
        known = false;
        pass(20, 1);
        assertThat(watch.stretches()).isEmpty();
    }
}
