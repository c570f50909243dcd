package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what becomes of the requests of one name, for their load and for the objectives that are about them. */
final class RequestRecorder implements OutcomeSink {

    private final LoadRecorder load;
    private final String name;
    private final List<RequestCells> cells;
    private final RequestOutcomes outcomes;

    /**
     * @param name of these requests
     * @param cells where these requests count beside the series of all
     * @param outcomes where they count by themselves
     */
    RequestRecorder(LoadRecorder load, String name, List<RequestCells> cells, RequestOutcomes outcomes) {
        this.load = load;
        this.name = name;
        this.cells = cells;
        this.outcomes = outcomes;
    }

    @Override
    public void due(long dueMicros) {
        load.due(dueMicros, cells);
    }

    @Override
    public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        load.outcome(dueMicros, outcome, latencyMicros, cells, outcomes);
    }

    @Override
    public void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
        load.failed(name, dueMicros, latencyMicros, reason, sample);
    }

    @Override
    public void acknowledged(String id, long atMicros) {
        load.acknowledged(id, atMicros);
    }

    @Override
    public void heartbeat(long atMicros) {
        load.heartbeat(atMicros);
    }

    @Override
    public MetricSink metrics() {
        return load.metrics();
    }
}
