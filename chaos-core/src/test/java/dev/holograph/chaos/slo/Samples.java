package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** What a load engine saw, kept sample by sample, and handed to a recorder. Times are seconds after a start. */
final class Samples {

    /** A multiple of 100 ms, as far from zero as a real clock's. */
    static final long START = 1_800_000_000_000_000L;

    static final long TIMEOUT = 10_000_000;

    /** @param due microseconds since the epoch */
    record Sample(long due, Outcome outcome, long latency) {}

    /** What becomes of a request. */
    record Answer(Outcome outcome, long latencyMicros) {
        static Answer ok(double millis) {
            return new Answer(Outcome.OK, Math.round(millis * 1000));
        }

        static Answer failed() {
            return new Answer(Outcome.FAILED, 200);
        }

        static Answer timedOut() {
            return new Answer(Outcome.TIMED_OUT, TIMEOUT);
        }

        static Answer unsent(double millis) {
            return new Answer(Outcome.UNSENT, Math.round(millis * 1000));
        }
    }

    final List<Sample> all = new ArrayList<>();

    Samples add(double second, Answer answer) {
        all.add(new Sample(micros(second), answer.outcome(), answer.latencyMicros()));
        return this;
    }

    /** So many a second, evenly, what becomes of each decided by its number. */
    Samples steady(double from, double to, double perSecond, LongFunction<Answer> answers) {
        long count = Math.round((to - from) * perSecond);
        for (long i = 0; i < count; i++) {
            add(from + i / perSecond, answers.apply(i));
        }
        return this;
    }

    Samples steady(double from, double to, double perSecond, Answer answer) {
        return steady(from, to, perSecond, number -> answer);
    }

    SeriesRecorder recorder(LatencyBounds bounds) {
        return recorder(bounds, Metrics.none());
    }

    SeriesRecorder recorder(LatencyBounds bounds, Metrics metrics) {
        SeriesRecorder recorder = new SeriesRecorder(bounds, TIMEOUT, metrics, List.of("load"));
        record(recorder);
        return recorder;
    }

    void record(SeriesRecorder recorder) {
        OutcomeSink load = recorder.forLoad("load");
        for (Sample sample : all) {
            load.due(sample.due());
            load.outcome(sample.due(), sample.outcome(), sample.latency());
        }
    }

    Series series(Scenario scenario) {
        return recorder(LatencyBounds.of(scenario)).finish(micros(10_000));
    }

    static long micros(double second) {
        return START + Math.round(second * 1e6);
    }

    static Instant at(double second) {
        return Window.instant(micros(second));
    }

    static Window window(double from, double to) {
        return new Window(micros(from), micros(to));
    }
}
