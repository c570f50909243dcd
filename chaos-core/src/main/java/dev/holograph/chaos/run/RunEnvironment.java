package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.JournalEntry.Event;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.RunningEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The environment of a run: started, its services' logs read phase by phase, services that end unasked noticed. */
final class RunEnvironment {

    static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

    private final Plan plan;
    private final RunDependencies tools;
    private final StopSignal stop;
    private final UndoThread undo;
    private final JournalWriter journal;
    private final Consumer<Finding> findings;
    private final ServiceLogs logs;
    private List<String> versions = List.of();
    private @Nullable RunningEnvironment running;

    RunEnvironment(
            Plan plan,
            RunDependencies tools,
            StopSignal stop,
            UndoThread undo,
            JournalWriter journal,
            Consumer<Finding> findings) {
        this.plan = plan;
        this.tools = tools;
        this.stop = stop;
        this.undo = undo;
        this.journal = journal;
        this.findings = findings;
        this.logs = new ServiceLogs(tools.context()::masked);
    }

    /** Returns when all services are ready; they are stopped when everything is taken back. */
    RunningEnvironment start() throws Exception {
        RunningEnvironment ready = stop.interruptibly(() -> {
            RunningEnvironment started =
                    tools.environments().start(plan.environment(), tools.context(), tools.progress()::event);
            undo.push("the local services", STOPS_WITHIN, null, started::stop);
            return started;
        });
        running = ready;
        versions = List.copyOf(ready.versions());
        tools.context().environmentReady(ready);
        note(Event.ENVIRONMENT_READY, ready.origin().isEmpty() ? Map.of() : Map.of("services", ready.origin()));
        plan.environment().unchecked().forEach(this::tellUnchecked);
        return ready;
    }

    /** Whoever answers is believed: nothing that was measured there is simply well. */
    private void tellUnchecked(TargetSpec target) {
        String sentence = "the certificate of target '" + target.name() + "' was not checked ("
                + (target.tls().insecure() ? "insecure: true" : "verifyPeer in its url") + ", " + target.location()
                + "): anybody may have answered; name the PEM file of its authority by trust: instead";
        findings.accept(Finding.note(Result.WARN, "TLS", sentence));
        tools.progress().event("TLS: " + sentence);
    }

    /** Reads what was printed since this was last called. @param phase in which it was printed */
    void readLogs(Phase phase) {
        if (running != null) {
            running.readLogs(logs.during(phase));
        }
    }

    /** Other parts may carry the load so well that no objective shows a service which died without being broken. */
    void tellUnexpectedEnds() {
        if (running != null && stop.requested().isEmpty()) { // else they are being stopped already
            running.unexpectedEnds().forEach(what -> findings.accept(Finding.note(Result.WARN, "service", what)));
        }
    }

    /** Everything has been taken back. */
    void tellStopped() {
        note(
                Event.ENVIRONMENT_STOPPED,
                running != null && running.outlivesRun() ? Map.of("services", "go on after this run") : Map.of());
    }

    /** What runs, with versions; nothing before the start. */
    List<String> versions() {
        return versions;
    }

    List<ServiceLog> logs() {
        return logs.all();
    }

    private void note(Event event, Map<String, String> data) {
        journal.tell(
                new JournalEntry(tools.clock().now(), event, plan.environment().name(), data));
    }
}
