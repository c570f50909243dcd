package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerClockTest {

    private static final long ASKED = 1_795_872_546_000_000L;
    private static final long ANSWERED = ASKED + 10_000;

    @Test
    void dateWithNanoseconds() {
        assertThat(RunnerClock.of(List.of("1795872546105000123"), ASKED, ANSWERED))
                .contains(new RunnerClock(100_000, 5_000));
    }

    /** As busybox answers. */
    @Test
    void dateWithoutThemAndAdjtimex() {
        List<String> answer = List.of("1795872546%N", "    time.tv_sec:  1795872545", "    time.tv_usec: 905000");
        assertThat(RunnerClock.of(answer, ASKED, ANSWERED)).contains(new RunnerClock(-100_000, 5_000));
        List<String> nanos = List.of("1795872546", "    time.tv_sec:  1795872545", "    time.tv_usec: 905000000");
        assertThat(RunnerClock.of(nanos, ASKED, ANSWERED)).contains(new RunnerClock(-100_000, 5_000));
    }

    @Test
    void wholeSecondsAreUncertain() {
        RunnerClock clock =
                RunnerClock.of(List.of("1795872546"), ASKED, ANSWERED).orElseThrow();
        assertThat(clock.uncertainMicros()).isGreaterThan(RunnerCheck.MOST_UNCERTAIN.toNanos() / 1000);
    }

    @Test
    void noTimeAtAll() {
        assertThat(RunnerClock.of(List.of("sh: date: not found"), ASKED, ANSWERED))
                .isEmpty();
        assertThat(RunnerClock.of(List.of(), ASKED, ANSWERED)).isEmpty();
    }

    @Test
    void isShownInMilliseconds() {
        assertThat(new RunnerClock(-12_300, 4_000)).hasToString("12.3 ms behind, give or take 4.0 ms");
    }
}
