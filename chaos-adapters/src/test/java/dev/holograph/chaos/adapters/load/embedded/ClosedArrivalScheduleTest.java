package dev.holograph.chaos.adapters.load.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.ArrivalModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedArrivalScheduleTest {

    private static final long MILLI = 1_000_000;

    private final List<String> due = new ArrayList<>();
    private final List<Long> wakes = new ArrayList<>();

    private ClosedArrivalSchedule users(int users, long pauseMillis) {
        return new ClosedArrivalSchedule(
                new ArrivalModel.Closed(users, Duration.ofMillis(pauseMillis)),
                0,
                Duration.ofSeconds(1),
                (at, lane) -> due.add(lane + "@" + at / MILLI),
                wakes::add);
    }

    @Test
    void allBeginAtOnceAndThenWaitForTheirAnswerAndPause() {
        ClosedArrivalSchedule users = users(2, 100);
        users.release(0);
        users.release(50 * MILLI);
        assertThat(due).containsExactly("0@0", "1@0");

        users.settled(1, 60 * MILLI, false);
        assertThat(wakes).containsExactly(160 * MILLI);
        users.release(159 * MILLI);
        users.release(160 * MILLI);
        assertThat(due).containsExactly("0@0", "1@0", "1@160");
    }

    @Test
    void withoutAPauseTheNextIsDueAtOnce() {
        ClosedArrivalSchedule users = users(1, 0);
        users.release(0);
        users.settled(0, 5 * MILLI, false);

        assertThat(due).containsExactly("0@0", "0@5");
    }

    @Test
    void whoWasRefusedWaitsAQuarterOfASecond() {
        ClosedArrivalSchedule users = users(1, 0);
        users.release(0);
        users.settled(0, 5 * MILLI, true);
        users.release(254 * MILLI);
        users.release(255 * MILLI);

        assertThat(due).containsExactly("0@0", "0@255");
    }

    @Test
    void nothingIsDueAfterTheEnd() {
        ClosedArrivalSchedule users = users(1, 0);
        users.release(0);
        assertThat(users.over(999 * MILLI)).isFalse();
        assertThat(users.over(1_000 * MILLI)).isTrue();
        users.settled(0, 1_000 * MILLI, false);

        assertThat(due).containsExactly("0@0");
    }
}
