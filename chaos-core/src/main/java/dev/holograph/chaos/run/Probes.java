package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.ProbeProvider;
import java.time.Duration;
import java.util.Objects;

/** The probes of a run: started before the loads, stopped when everything is taken back. */
final class Probes {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

    private final Plan plan;
    private final RunDependencies tools;
    private final StopSignal stop;
    private final UndoThread undo;
    private final SeriesRecorder recorder;

    Probes(Plan plan, RunDependencies tools, StopSignal stop, UndoThread undo, SeriesRecorder recorder) {
        this.plan = plan;
        this.tools = tools;
        this.stop = stop;
        this.undo = undo;
        this.recorder = recorder;
    }

    void start() throws Exception {
        for (Probe probe : plan.scenario().probes()) {
            ProbeProvider provider = provider(probe);
            TargetSpec target = Objects.requireNonNull(
                    plan.environment().targets().get(probe.target()), "a plan has the targets of its probes");
            stop.interruptibly(() -> {
                ProbeProvider.RunningProbe running =
                        provider.start(probe, target, recorder.metricSink(), tools.context(), tools.progress()::event);
                undo.push("the probe " + probe.name(), STOPS_WITHIN, null, running::stop);
                return running;
            });
        }
    }

    private ProbeProvider provider(Probe probe) throws DriverException {
        String kind = probe.query().kind();
        return tools.probes().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new DriverException("no client queries probes of the kind '" + kind + "'"));
    }
}
