package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one of several generators of a load sees. It is a witness of its own: one that stands still is not hidden by
 * the others.
 */
final class RunnerRecorder implements OutcomeSink {

    private final SeriesRecorder recorder;
    private final LoadRecorder load;
    private final String shown;
    private final HeartbeatLog heartbeats;
    private final CellCounts made = new CellCounts();

    RunnerRecorder(SeriesRecorder recorder, LoadRecorder load, String shown) {
        this.recorder = recorder;
        this.load = load;
        this.shown = shown;
        this.heartbeats = new HeartbeatLog(shown, SeriesRecorder.HEARTBEAT_GAP_MICROS);
    }

    /** Requests of one name count for this generator too. */
    private record Named(RunnerRecorder runner, OutcomeSink requests) implements OutcomeSink {

        @Override
        public void due(long dueMicros) {
            runner.made(dueMicros);
            requests.due(dueMicros);
        }

        @Override
        public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
            requests.outcome(dueMicros, outcome, latencyMicros);
        }

        @Override
        public void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
            requests.failed(dueMicros, latencyMicros, reason, sample);
        }

        @Override
        public void acknowledged(String id, long atMicros) {
            requests.acknowledged(id, atMicros);
        }

        @Override
        public void heartbeat(long atMicros) {
            runner.heartbeat(atMicros);
        }

        @Override
        public MetricSink metrics() {
            return requests.metrics();
        }
    }

    @Override
    public OutcomeSink forRequest(String name) {
        return new Named(this, load.forRequest(name));
    }

    private void made(long dueMicros) {
        synchronized (recorder) {
            made.add(dueMicros, 1);
        }
    }

    @Override
    public void due(long dueMicros) {
        made(dueMicros);
        load.due(dueMicros);
    }

    @Override
    public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        load.outcome(dueMicros, outcome, latencyMicros);
    }

    @Override
    public void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
        load.failed(dueMicros, latencyMicros, reason, sample);
    }

    @Override
    public void spoke(String version) {
        load.spoke(version);
    }

    @Override
    public void acknowledged(String id, long atMicros) {
        load.acknowledged(id, atMicros);
    }

    @Override
    public void heartbeat(long atMicros) {
        synchronized (recorder) {
            heartbeats.beat(atMicros);
        }
        recorder.alive();
    }

    @Override
    public MetricSink metrics() {
        return load.metrics();
    }

    /** It has reported all that it saw up to here; 0: nothing yet. Guarded by the recorder's lock. */
    long lastBeat() {
        return heartbeats.last();
    }

    /** Once no more comes. Guarded by the recorder's lock. */
    RunnerWitness witness() {
        return new RunnerWitness(shown, made.copy(), heartbeats.silences(), heartbeats.last());
    }
}
