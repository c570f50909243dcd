package dev.holograph.chaos.testkit;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.ChaosRun;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.Progress;
import dev.holograph.chaos.run.RunClock;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunDependencies;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveParser;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Phases;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.RunningLoad;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.WriteFinder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs whose reports are written: as short as a run can be, by a generator that asks nobody. */
final class SampleRun {

    private static final Location HERE = new Location("scenarios/sample.yaml", 1, 1);
    private static final Phases PHASES =
            new Phases(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private SampleRun() {}

    /** One whose requests were answered. */
    static RunResult answered(String scenario, String title) {
        return run(scenario, title, null);
    }

    /** One that never began: its environment could not be started. */
    static RunResult neverBegun(String scenario, String title) {
        return run(scenario, title, "the database did not start");
    }

    private static RunResult run(String name, String title, @Nullable String problem) {
        Load load = new Load(
                "load",
                new Profile.Http("shop", "GET", "/", Map.of(), null, "2xx", null, 0),
                new ArrivalModel.Open(50, 1),
                Duration.ofSeconds(1),
                null,
                HERE);
        Scenario scenario = new Scenario(
                name,
                HERE.file(),
                title,
                "It stands.",
                "the shop's team",
                List.of("https://example.org/runbook"),
                List.of("weekly"),
                List.of(load),
                PHASES,
                List.of(),
                objectives(ObjectiveRole.STEADY_STATE),
                List.of(),
                objectives(ObjectiveRole.SLO),
                List.of(),
                new RecoveryRule(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                null,
                List.of());
        Environment environment = new Environment(
                "local",
                "environments/local.yaml",
                "This machine",
                List.of(),
                Map.of("shop", new TargetSpec("shop", null, false, "http://127.0.0.1:1", HERE)),
                Map.of(),
                DriverChoice.AUTO,
                null);
        RunContext context = new RunContext(Clock.systemUTC(), 1);
        RunDependencies tools = new RunDependencies(
                new Drivers(List.of(), context),
                context,
                (where, lent, progress) -> {
                    if (problem != null) {
                        throw new DriverException(problem);
                    }
                    return new Nothing();
                },
                List.of(),
                new Generator(),
                List.of(),
                new NoWrites(),
                entry -> {},
                new Quiet(),
                RunClock.of(Clock.systemUTC(), System::nanoTime),
                Path.of("."),
                Path.of("target"),
                List.of());
        Plan plan = new Plan(name + "-20260101-000000-abcd", 1, scenario, environment, List.of());
        return new ChaosRun(plan, tools, new StopSignal()).run();
    }

    private static List<Objective> objectives(ObjectiveRole role) {
        return List.of(new ObjectiveParser("error_rate < 5%", HERE, role, Set.of())
                .parse()
                .get());
    }

    /** Answers every request after five milliseconds, in the generator itself. */
    private static final class Generator implements LoadEngine {

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public RunningLoad start(LoadPlan plan, OutcomeSink sink) {
            long period = 20_000;
            long first = Window.micros(Instant.now());
            long last = first + TimeUnit.NANOSECONDS.toMicros(plan.length().toNanos());
            CompletableFuture<RunningLoad.End> ended = new CompletableFuture<>();
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "sample-load");
                thread.setDaemon(true);
                return thread;
            });
            long[] next = {first};
            Runnable turn = () -> {
                long now = Window.micros(Instant.now());
                sink.heartbeat(now);
                for (; next[0] <= now && next[0] < last; next[0] += period) {
                    sink.due(next[0]);
                    sink.outcome(next[0], Outcome.OK, 5_000);
                }
                if (next[0] >= last) {
                    ended.complete(new RunningLoad.End(null));
                    timer.shutdown();
                }
            };
            timer.scheduleAtFixedRate(turn, 0, period, TimeUnit.MICROSECONDS);
            return new RunningLoad() {
                @Override
                public CompletableFuture<Instant> firstDue() {
                    return CompletableFuture.completedFuture(Window.instant(first));
                }

                @Override
                public CompletableFuture<End> ended() {
                    return ended;
                }

                @Override
                public void stop(Deadline deadline) {
                    timer.shutdownNow();
                    ended.complete(new End(null));
                }
            };
        }
    }

    private static final class Nothing implements RunningEnvironment {

        @Override
        public List<String> versions() {
            return List.of();
        }

        @Override
        public void stop(Deadline deadline) {}

        @Override
        public Optional<ServiceControl> service(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Endpoint> endpoint(String target) {
            return Optional.of(new Endpoint("127.0.0.1", 1));
        }
    }

    /** No scenario here has a ledger. */
    private static final class NoWrites implements WriteFinder {

        @Override
        public void check(Ledger ledger, TargetSpec target, Services services, String never, Deadline deadline) {}

        @Override
        public Answer find(
                Ledger ledger,
                TargetSpec target,
                Services services,
                Acknowledgements writes,
                Deadline settled,
                Deadline deadline) {
            throw new IllegalStateException("there is no ledger");
        }
    }

    private static final class Quiet implements Progress {

        @Override
        public void event(String line) {}

        @Override
        public void tick(Tick tick) {}
    }
}
