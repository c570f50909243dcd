package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProcessorTimesTest {

    private final ProcessorTimes times = new ProcessorTimes();

    @Test
    void nobodyKnowsAnythingOfNone() {
        assertThat(times.total()).isNull();
        times.add(() -> null);
        assertThat(times.total()).isNull();
    }

    @Test
    void whatHasEndedKeepsWhatItTook() {
        AtomicReference<Duration> one = new AtomicReference<>(Duration.ofSeconds(2));
        times.add(one::get);
        times.add(() -> Duration.ofSeconds(3));
        assertThat(times.total()).hasSeconds(5);

        one.set(null);
        assertThat(times.total()).hasSeconds(5);
    }

    /** Each takes half of two processors: alone neither is at the limit. */
    @Test
    void twoThatShareAMachineReachItsLimitTogether() {
        AtomicLong seconds = new AtomicLong();
        times.add(() -> Duration.ofSeconds(seconds.get()));
        times.add(() -> Duration.ofSeconds(seconds.get()));
        CpuWatch watch =
                new CpuWatch(times::total, () -> seconds.get() * 1_000_000_000, () -> seconds.get() * 1_000_000, 2);
        for (int i = 0; i < 10; i++) {
            watch.look();
            seconds.incrementAndGet();
        }

        assertThat(watch.stretches()).singleElement().satisfies(stretch -> assertThat(stretch.share())
                .isEqualTo(1.0));
    }
}
