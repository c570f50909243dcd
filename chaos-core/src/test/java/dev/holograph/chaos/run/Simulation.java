package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.LogSink;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.TargetLockProvider;
import dev.holograph.chaos.spi.WriteFinder;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole run in a simulated world: a system whose truth is known, under a load, with faults, on a virtual clock. */
final class Simulation {

    /** What a system does with one request. */
    interface SimulatedSystem {
        Reply reply(World world);
    }

    /** How long an answer takes, and what it is. */
    record Reply(Outcome outcome, Duration after) {
        static Reply ok(long millis) {
            return new Reply(Outcome.OK, Duration.ofMillis(millis));
        }

        static Reply error() {
            return new Reply(Outcome.FAILED, Duration.ofMillis(1));
        }

        /** Nothing comes back before the time-out of 10 s. */
        static Reply silence() {
            return new Reply(Outcome.TIMED_OUT, Duration.ofSeconds(10));
        }
    }

    /** What a system may know of the world. */
    final class World {
        /** Whether a fault is on. */
        boolean broken() {
            return !active.isEmpty();
        }

        /** Seconds since the last fault was undone, or happened; negative before. */
        double sinceFault() {
            Instant since = lastChange;
            return since == null || broken()
                    ? -1
                    : Duration.between(since, clock.now()).toMillis() / 1000.0;
        }

        /** The load that asks, and after a slash what it calls the request, if it makes several kinds. */
        String asked() {
            return asked;
        }

        /** Counts requests. */
        long request() {
            return requests;
        }
    }

    String asked = "";

    final VirtualClock clock = new VirtualClock();
    final StopSignal stop = new StopSignal();

    /** All that happened, in order. */
    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /** What a person was told, in order. */
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    final List<Progress.Tick> ticks = Collections.synchronizedList(new ArrayList<>());

    final Set<String> active = Collections.synchronizedSet(new java.util.TreeSet<>());
    final SimulatedEngine engine;
    private final Scenario scenario;
    private final Instant start = clock.now();

    SimulatedSystem system = world -> Reply.ok(20);
    boolean instantFaultsMakeSomething;
    boolean failFast;
    Pace pace = Pace.FULL;
    Function<String, FakeDriver.Behaviour> faults = name -> FakeDriver.Behaviour.WORKS;
    Function<List<String>, Answer> finder = ids -> answer(List.of(), List.of());
    Journal journal = entry -> {};

    /** What is wrong with the ledger; {@code null}: nothing is. */
    @Nullable String ledgerProblem;

    @Nullable String environmentProblem;

    /** By the services, and not read yet. */
    final List<String> unexpectedEnds = Collections.synchronizedList(new ArrayList<>());

    final List<String> printed = Collections.synchronizedList(new ArrayList<>());

    @Nullable String environmentStopProblem;

    /** What happens while the environment starts. */
    Runnable whileStarting = () -> {};

    /** What the environment allows; {@code null}: all of it is on this machine. */
    @Nullable Guard guard;

    /** What the driver finds before anything is started. */
    Function<String, Preflight> preflight = name -> Preflight.CLEAR;

    List<TargetLockProvider> claims = List.of();

    List<ProbeProvider> probes = List.of();

    @Nullable Instant lastChange;

    long requests;

    /** What a finder says that did not find these. */
    static Answer answer(List<String> lost, List<String> unknown) {
        return Answer.of(Writes.of(lost), Writes.of(unknown));
    }

    Simulation(Scenario scenario) {
        this.scenario = scenario;
        this.engine = new SimulatedEngine(this);
    }

    Simulation system(SimulatedSystem behaviour) {
        system = behaviour;
        return this;
    }

    /** At so many seconds after the first request was due. */
    Simulation at(double second, Runnable action) {
        clock.at(start.plusMillis(Math.round(second * 1000)), action);
        return this;
    }

    /** As drivers get it. */
    final RunContext context = new RunContext(Clock.systemUTC(), 42);

    RunResult run() {
        context.shared().get(StringBuilder.class, StringBuilder::new, thing -> log.add("shared things closed"));
        Drivers drivers = new Drivers(List.of(new Provider()), context);
        Plan plan = new Planner(drivers, Set.of(), List.of())
                .plan("run-1", 42, scenario, environment())
                .get();
        RunDependencies tools = new RunDependencies(
                drivers,
                context,
                (environment, lent, progress) -> startEnvironment(),
                claims,
                engine,
                probes,
                new Finder(),
                this::write,
                progress(),
                clock,
                Path.of("."),
                Path.of("target"),
                List.of("Tested with: a tool 1.0"));
        return new ChaosRun(plan, tools, stop, failFast, pace).run();
    }

    World world() {
        return new World();
    }

    private void write(JournalEntry entry) {
        journal.write(entry);
        log.add(entry.event() + " " + entry.subject());
    }

    private RunningEnvironment startEnvironment() throws DriverException {
        log.add("environment starts");
        whileStarting.run();
        if (environmentProblem != null) {
            throw new DriverException(environmentProblem);
        }
        return new RunningEnvironment() {
            @Override
            public List<String> versions() {
                return List.of("renderer: 1.0");
            }

            @Override
            public void readLogs(LogSink sink) {
                printed.forEach(line -> sink.line("renderer", "renderer.log", LogSink.Level.ERROR, line));
                printed.clear();
            }

            @Override
            public List<String> unexpectedEnds() {
                return unexpectedEnds;
            }

            @Override
            public void stop(Deadline deadline) {
                log.add("environment stopped");
                if (environmentStopProblem != null) {
                    throw new IllegalStateException(environmentStopProblem);
                }
            }

            @Override
            public Optional<ServiceControl> service(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Endpoint> endpoint(String target) {
                return Optional.of(new Endpoint("127.0.0.1", 1));
            }
        };
    }

    private Environment environment() {
        TargetSpec renderer = new TargetSpec("renderer", "renderer", true, null, Scenarios.HERE);
        TargetSpec other = new TargetSpec("other", "renderer", true, null, Scenarios.HERE);
        DriverChoice fake = new DriverChoice("fake", Scenarios.HERE);
        return new Environment(
                "local",
                "environments/local.yaml",
                "Simulated",
                List.of(),
                Map.of("renderer", renderer, "other", other),
                Map.of("latency", fake, "pod-kill", fake),
                DriverChoice.AUTO,
                guard);
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void event(String line) {
                told.add(line);
            }

            @Override
            public void tick(Tick tick) {
                ticks.add(tick);
            }
        };
    }

    private final class Finder implements WriteFinder {
        @Override
        public void check(Ledger ledger, TargetSpec target, Services services, String never, Deadline deadline)
                throws DriverException {
            log.add("check ledger by " + never);
            if (ledgerProblem != null) {
                throw new DriverException(ledgerProblem);
            }
        }

        @Override
        public Answer find(
                Ledger ledger,
                TargetSpec target,
                Services services,
                Acknowledgements writes,
                Deadline settled,
                Deadline deadline) {
            log.add("find, settled after " + settled.remaining().toSeconds() + "s, within "
                    + deadline.remaining().toSeconds() + "s");
            return finder.apply(Writes.ids(writes));
        }
    }

    private final class Provider implements DriverProvider {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public List<FaultDriver<?>> drivers(DriverContext context) {
            return List.of(
                    new FakeDriver<>(Latency.class, Simulation.this), new FakeDriver<>(PodKill.class, Simulation.this));
        }
    }
}
