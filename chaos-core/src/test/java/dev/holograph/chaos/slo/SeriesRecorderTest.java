package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.RequestSelection;
import org.junit.jupiter.api.Test;

class SeriesRecorderTest {

    private static final long LIMIT = 500_000;

    private final SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(LIMIT), Samples.TIMEOUT);

    private void due(double second) {
        recorder.forLoad("load").due(Samples.micros(second));
    }

    private void answered(double second, Outcome outcome, long latencyMicros) {
        due(second);
        recorder.forLoad("load").outcome(Samples.micros(second), outcome, latencyMicros);
    }

    private WindowStats live(double from, double to, double now) {
        return recorder.live(RequestSelection.ALL, Samples.window(from, to), Samples.micros(now));
    }

    @Test
    void whileItRunsRequestsYoungerThanTheTimeOutAreLeftOut() {
        answered(1, Outcome.OK, 20_000);
        due(1);
        WindowStats stats = live(0, 2, 11);
        assertThat(stats.due()).isEqualTo(1);
        assertThat(stats.open()).isEqualTo(1);
        assertThat(stats.errors()).isZero();
    }

    @Test
    void olderOnesHaveTimedOut() {
        answered(1, Outcome.OK, 20_000);
        due(1);
        WindowStats stats = live(0, 2, 11.1);
        assertThat(stats.due()).isEqualTo(2);
        assertThat(stats.timedOut()).isEqualTo(1);
        assertThat(stats.beyond().count(0)).isEqualTo(1);
        assertThat(stats.latencies().get().getTotalCount()).isEqualTo(2);
    }

    @Test
    void nothingAnsweredWhileWorkIsDueIsAllErrors() {
        due(1);
        due(1.5);
        WindowStats stats = live(0, 2, 2);
        assertThat(stats.due()).isEqualTo(2);
        assertThat(stats.errors()).isEqualTo(2);
        assertThat(stats.measured()).isZero();
    }

    @Test
    void nothingDueIsNoError() {
        assertThat(live(0, 2, 2).due()).isZero();
        due(5);
        assertThat(live(0, 2, 5).errors()).isZero();
    }

    @Test
    void throughputOfAHalfAnsweredWindowIsThatOfTheAnsweredHalf() {
        for (int i = 0; i < 100; i++) {
            if (i < 50) {
                answered(i / 100.0, Outcome.OK, 20_000);
            } else {
                due(i / 100.0);
            }
        }
        assertThat(live(0, 1, 1).throughput()).isEqualTo(100);
    }

    @Test
    void afterTheRunWhatIsOldHasTimedOutAndWhatIsYoungIsLeftOut() {
        due(1);
        due(8);
        WindowStats stats = recorder.finish(Samples.micros(12)).over(Samples.window(0, 10));
        assertThat(stats.due()).isEqualTo(1);
        assertThat(stats.timedOut()).isEqualTo(1);
        assertThat(stats.open()).isZero();
    }

    @Test
    void fastFailuresAreErrorsAndNoLatencies() {
        answered(1, Outcome.FAILED, 100);
        WindowStats stats = recorder.finish(Samples.micros(12)).over(Samples.window(0, 10));
        assertThat(stats.errors()).isEqualTo(1);
        assertThat(stats.measured()).isZero();
    }

    @Test
    void whatWasGivenUpIsAtLeastItsAge() {
        answered(1, Outcome.UNSENT, LIMIT);
        answered(1, Outcome.UNSENT, LIMIT - 1);
        answered(1, Outcome.TIMED_OUT, LIMIT + 1);
        answered(1, Outcome.OK, LIMIT - 1);
        WindowStats stats = recorder.finish(Samples.micros(12)).over(Samples.window(0, 10));
        assertThat(stats.beyond().count(0)).isEqualTo(2);
        assertThat(stats.beyond().undecided(0)).isEqualTo(1);
    }

    @Test
    void anEarlierRequestOfAnotherGeneratorFindsItsCell() {
        answered(5, Outcome.OK, 1);
        answered(2, Outcome.OK, 1);
        Series series = recorder.finish(Samples.micros(20));
        assertThat(series.whole()).isEqualTo(Samples.window(2, 5.1));
        assertThat(series.over(Samples.window(0, 3)).ok()).isEqualTo(1);
        assertThat(series.rows()).hasSize(2);
    }

    @Test
    void acknowledgementsAreKeptWithTheirTimes() {
        recorder.acknowledged("a", Samples.micros(1));
        recorder.acknowledged("b", Samples.micros(2));
        Acknowledgements all = recorder.acknowledgements();
        assertThat(Writes.ids(all)).containsExactly("a", "b");
        assertThat(all.during(Samples.window(1, 2))).isEqualTo(1);
    }

    @Test
    void aSilenceIsMoreThanOneAndAHalfSeconds() {
        for (double second : new double[] {1, 2, 3.5, 5.1, 6}) {
            recorder.forLoad("load").heartbeat(Samples.micros(second));
        }
        assertThat(recorder.finish(Samples.micros(10)).witnesses().silences())
                .containsExactly(new Silence("the load generator", Samples.window(3.5, 5.1)));
    }
}
