package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.RunningLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The loads of a run: started one after the other, watched, and waited for to their last answers. */
final class Loads {

    /** Stands for a fault's type in the recipes of loads that would outlive this process. */
    static final String LOAD = "load";

    /** How long the gate waits for the loads to report what they saw before it. */
    private static final Duration REPORTED_WITHIN = Duration.ofMillis(1500);

    /** k6 gives a sign of life once a second, and writes its rows once a second. */
    private static final Duration REPORTS_MAY_BE_LATE_BY = Duration.ofMillis(2500);

    private static final Duration REPORTS_ASKED_FOR_EVERY = Duration.ofMillis(50);

    private static final Duration DRAIN_GRACE = Duration.ofSeconds(5);

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

    /** Pods that have ended their work end within seconds. */
    private static final Duration REMOVED_WITHIN = Duration.ofSeconds(30);

    private final Plan plan;
    private final Scenario scenario;
    private final RunDependencies tools;
    private final StopSignal stop;
    private final UndoThread undo;
    private final JournalWriter journal;
    private final SeriesRecorder recorder;
    private final boolean mayEndEarly;
    private final List<RunningLoad> running = new ArrayList<>();

    /** @param mayEndEarly whether {@link #end} may be called */
    Loads(
            Plan plan,
            RunDependencies tools,
            StopSignal stop,
            UndoThread undo,
            JournalWriter journal,
            SeriesRecorder recorder,
            boolean mayEndEarly) {
        this.mayEndEarly = mayEndEarly;
        this.plan = plan;
        this.scenario = plan.scenario();
        this.tools = tools;
        this.stop = stop;
        this.undo = undo;
        this.journal = journal;
        this.recorder = recorder;
    }

    /** Loads that were started so far. */
    List<RunningLoad> running() {
        return running;
    }

    /**
     * Starts all of them, once the setup of each has been answered, and returns when the first request is due; {@code
     * null}: there is no load.
     */
    @Nullable Instant start(RunningEnvironment environment) throws Exception {
        List<LoadPlan> plans = new ArrayList<>();
        for (Load load : scenario.loads()) {
            plans.add(setUp(new LoadPlan(
                    plan.runId(),
                    load,
                    address(environment, load.profile().target()),
                    scenario.duration().total(),
                    tools.root(),
                    tools.directory(),
                    plan.seed(),
                    mayEndEarly)));
        }
        for (LoadPlan loadPlan : plans) {
            Load load = loadPlan.load();
            running.add(stop.interruptibly(() -> {
                announce(loadPlan);
                RunningLoad one = tools.engine().start(loadPlan, recorder.forLoad(load.name()));
                undo.push("the load", STOPS_WITHIN, null, one::stop);
                return one;
            }));
            if (load.profile() instanceof Profile.ByScript script) {
                script.environment().values().forEach(tools.context()::hide);
            }
        }
        Instant first = null;
        for (RunningLoad load : running) {
            Instant due = stop.interruptibly(
                    () -> Futures.get(load.firstDue(), load.startsWithin(), "the load did not start"));
            first = first == null || due.isBefore(first) ? due : first;
        }
        return first;
    }

    private LoadPlan setUp(LoadPlan loadPlan) throws Exception {
        loadPlan.base().secrets().forEach(tools.context()::hide);
        Load load = loadPlan.load();
        if (load.setup() == null) {
            return loadPlan;
        }
        tools.progress().event("setup of load '" + load.name() + "': " + load.setup());
        Map<String, String> values = stop.interruptibly(
                () -> tools.setup().values(loadPlan, Deadline.in(load.timeout(), tools.clock()::nanoTime)));
        values.values().forEach(tools.context()::hide);
        return loadPlan.with(values);
    }

    /** Nothing is made that outlives this process before it is on disk how to remove it. */
    private void announce(LoadPlan load) throws DriverException {
        Optional<UndoRecipe> recipe = tools.engine().leaves(load, LOAD);
        if (recipe.isPresent()) {
            String what = "load '" + load.load().name() + "' in the cluster";
            journal.must(new JournalEntry(
                    tools.clock().now(), JournalEntry.Event.LOAD_INTENDED, what, JournalEntry.of(recipe.get())));
            undo.push(what, REMOVED_WITHIN, recipe.get().byHand(), deadline -> {
                tools.engine().remove(recipe.get(), deadline);
                journal.tell(new JournalEntry(tools.clock().now(), JournalEntry.Event.LOAD_REMOVED, what, Map.of()));
            });
        }
    }

    private HttpAddress address(RunningEnvironment environment, String target) throws DriverException {
        Endpoint endpoint = environment
                .endpoint(target)
                .orElseThrow(() -> new DriverException("target '" + target + "' has no address"));
        return HttpAddress.of(
                Objects.requireNonNull(plan.environment().targets().get(target), "a plan has the targets of its loads"),
                endpoint);
    }

    /** Waits for loads that have not reported for longer than usual: k6 writes its rows with a delay. */
    void awaitReports() {
        RunClock clock = tools.clock();
        Instant now = clock.now();
        long usual = Window.micros(now.minus(REPORTS_MAY_BE_LATE_BY));
        Instant latest = now.plus(REPORTED_WITHIN);
        while (recorder.knownUntil() < usual && clock.now().isBefore(latest) && !stop.isRequested()) {
            clock.sleepUntil(clock.now().plus(REPORTS_ASKED_FOR_EVERY), stop);
        }
    }

    /**
     * Ends the loads before their time. What was due before an instant gets its outcome or its time-out first, and goes on
     * being asked meanwhile.
     */
    void end(Instant before) throws InterruptedException {
        RunClock clock = tools.clock();
        Instant latest = before.plus(longestTimeout()).plus(REPORTS_MAY_BE_LATE_BY);
        long end = Window.micros(before);
        while (clock.now().isBefore(latest) && (recorder.knownUntil() < end || recorder.openBefore(end) > 0)) {
            clock.sleepUntil(clock.now().plus(REPORTS_ASKED_FOR_EVERY), stop);
            if (stop.isRequested()) {
                throw new InterruptedException("the run is to stop");
            }
        }
        for (RunningLoad load : running) {
            load.endEarly(before, Deadline.in(DRAIN_GRACE.plus(load.endsWithin()), clock::nanoTime));
        }
    }

    /** What is open when the load has ended gets one time-out more. @param findings takes what the engine says of each load */
    void drain(Consumer<Finding> findings) throws Exception {
        if (!running.isEmpty()) {
            tools.progress().event("waiting for the last answers");
        }
        for (RunningLoad load : running) {
            RunningLoad.End ended = stop.interruptibly(() -> Futures.get(
                    load.ended(), longestTimeout().plus(DRAIN_GRACE).plus(load.endsWithin()), "the load did not end"));
            if (ended.problem() != null) {
                findings.accept(Finding.note(Result.NOT_PROVEN, "load", ended.problem()));
            }
            ended.warnings().forEach(warning -> findings.accept(Finding.note(Result.WARN, "load", warning)));
            ended.notes().forEach(note -> findings.accept(Finding.note(Result.PASS, "load", note)));
        }
    }

    /** The longest time that may pass between two requests of a load. */
    Duration longestGap() {
        return scenario.loads().stream()
                .map(load -> load.arrivals().gap())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Duration longestTimeout() {
        return scenario.loads().stream()
                .map(Load::timeout)
                .max(Duration::compareTo)
                .orElse(Load.DEFAULT_TIMEOUT);
    }

    /** What drives them, for the report. */
    String engine() {
        if (scenario.loads().isEmpty()) {
            return "none";
        }
        return tools.engine().name() + " " + tools.engine().version() + (scenario.observesLoad() ? ", observed" : "");
    }
}
