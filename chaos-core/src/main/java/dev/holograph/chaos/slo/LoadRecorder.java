package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the engine of one load sees. It is a witness of its own: one load that stands still is not hidden by
 * another that works.
 */
final class LoadRecorder implements OutcomeSink {

    private static final int LONGEST_EXCEPTION = 512;
    private static final int MOST_ADDRESSES = 3;

    private final SeriesRecorder recorder;
    private final String load;
    private final String shown;
    private final List<RequestCells> unnamed;
    private final HeartbeatLog heartbeats;
    private final CellCounts made = new CellCounts();
    private final CellCounts activity = new CellCounts();
    private final CellCounts elsewhere = new CellCounts();
    private final Set<String> addresses = new LinkedHashSet<>();
    private final CellCounts iterations = new CellCounts();
    private final CellCounts exceptions = new CellCounts();
    private final CellCounts dropped = new CellCounts();
    private final CellCounts unfinished = new CellCounts();
    private final FailureLog failures = new FailureLog();
    private final Set<String> versions = new LinkedHashSet<>();
    private final List<RequestOutcomes> requests = new ArrayList<>();
    private final List<RunnerRecorder> runners = new ArrayList<>();
    private @Nullable String exception;

    LoadRecorder(SeriesRecorder recorder, String load, String shown) {
        this.recorder = recorder;
        this.load = load;
        this.shown = shown;
        this.unnamed = recorder.cellsOf(load, null);
        this.heartbeats = new HeartbeatLog(shown, SeriesRecorder.HEARTBEAT_GAP_MICROS);
    }

    @Override
    public OutcomeSink forRequest(String name) {
        return new RequestRecorder(this, name, recorder.cellsOf(load, name), outcomesOf(name));
    }

    @Override
    public OutcomeSink forRunner(String runner) {
        RunnerRecorder one = new RunnerRecorder(recorder, this, runner);
        synchronized (recorder) {
            runners.add(one);
        }
        return one;
    }

    @Override
    public void due(long dueMicros) {
        due(dueMicros, unnamed);
    }

    void due(long dueMicros, List<RequestCells> also) {
        recorder.due(dueMicros, made, also);
    }

    @Override
    public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        outcome(dueMicros, outcome, latencyMicros, unnamed, outcomesOf(null));
    }

    void outcome(
            long dueMicros, Outcome outcome, long latencyMicros, List<RequestCells> also, RequestOutcomes outcomes) {
        recorder.outcome(dueMicros, outcome, latencyMicros, also, outcomes);
    }

    /** There are few: the kinds that a scenario names. */
    private RequestOutcomes outcomesOf(@Nullable String name) {
        synchronized (recorder) {
            for (RequestOutcomes known : requests) {
                if (Objects.equals(known.request(), name)) {
                    return known;
                }
            }
            RequestOutcomes first = RequestOutcomes.none(name);
            requests.add(first);
            return first;
        }
    }

    @Override
    public void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
        failed(null, dueMicros, latencyMicros, reason, sample);
    }

    void failed(
            @Nullable String request,
            long dueMicros,
            long latencyMicros,
            FailureReason reason,
            @Nullable String sample) {
        synchronized (recorder) {
            long came = dueMicros + Math.max(0, latencyMicros);
            failures.add(request, recorder.countsAt(dueMicros, came), came, reason, sample);
        }
    }

    @Override
    public void active(long atMicros) {
        synchronized (recorder) {
            activity.add(atMicros, 1);
        }
    }

    @Override
    public void elsewhere(long atMicros, String address) {
        synchronized (recorder) {
            elsewhere.add(atMicros, 1);
            if (addresses.size() < MOST_ADDRESSES) {
                addresses.add(address);
            }
        }
    }

    @Override
    public void iteration(long atMicros) {
        synchronized (recorder) {
            iterations.add(atMicros, 1);
        }
    }

    @Override
    public void exception(long atMicros, String message) {
        synchronized (recorder) {
            exceptions.add(atMicros, 1);
            if (exception == null) {
                exception = message.substring(0, Math.min(message.length(), LONGEST_EXCEPTION));
            }
        }
    }

    @Override
    public void dropped(long atMicros, long count) {
        synchronized (recorder) {
            dropped.add(atMicros, count);
        }
    }

    @Override
    public void unfinished(long atMicros, long count) {
        synchronized (recorder) {
            unfinished.add(atMicros, count);
        }
    }

    @Override
    public void spoke(String version) {
        synchronized (recorder) {
            versions.add(version);
        }
    }

    @Override
    public void acknowledged(String id, long atMicros) {
        recorder.acknowledged(id, atMicros);
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
        return recorder.metrics().forLoad(load);
    }

    /** It has reported all that it saw up to here; 0: nothing yet. */
    long lastBeat() {
        synchronized (recorder) {
            return runners.stream().mapToLong(RunnerRecorder::lastBeat).min().orElse(heartbeats.last());
        }
    }

    /** When its script last asked its target; {@code Long.MAX_VALUE} where nothing is known of what it does. */
    long workedUntil() {
        synchronized (recorder) {
            return activity.isEmpty() && elsewhere.isEmpty() ? Long.MAX_VALUE : activity.end();
        }
    }

    /** Once no more comes. */
    LoadWitness witness() {
        List<RunnerWitness> each = runners.stream().map(RunnerRecorder::witness).toList();
        List<Silence> silences = new ArrayList<>(heartbeats.silences());
        each.forEach(runner -> silences.addAll(runner.silences()));
        return new LoadWitness(
                load,
                shown,
                made.copy(),
                activity.copy(),
                elsewhere.copy(),
                List.copyOf(addresses),
                iterations.copy(),
                exceptions.copy(),
                dropped.copy(),
                unfinished.copy(),
                exception,
                silences,
                lastBeat(),
                failures.failures(),
                List.copyOf(versions),
                requests.stream().map(RequestOutcomes::copy).toList(),
                each);
    }
}
