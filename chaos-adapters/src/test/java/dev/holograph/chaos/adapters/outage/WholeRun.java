package dev.holograph.chaos.adapters.outage;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.ledger.WriteFinders;
import dev.holograph.chaos.adapters.local.Folders;
import dev.holograph.chaos.adapters.local.LocalEnvironment;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.ChaosRun;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.Pace;
import dev.holograph.chaos.run.Planner;
import dev.holograph.chaos.run.Progress;
import dev.holograph.chaos.run.RunClock;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunDependencies;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.Kinds;
import dev.holograph.chaos.spi.LoadEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A whole run with a real load engine against a real server that breaks and heals when the fault comes and goes. */
final class WholeRun {

    private static final String SCENARIO = """
            title: %s
            load:
              http: { target: shop, method: POST, path: /orders, body: "{id}", expect: 200, id: /id, maxConnections: 300 }
              rate: 130/s
              timeout: 2s
            duration: { warmup: 1s, baseline: 4s, fault: 4s, recovery: 6s }
            fault: { type: latency, target: shop, delay: 1ms }
            %s
            """;

    private static final String ENVIRONMENT = """
            title: This machine
            targets: { shop: { url: "http://%s" } }
            drivers: { latency: switch, load: %s }
            """;

    private static final String SCRIPT = """
            title: A script that only k6 knows
            load: { script: load.js, target: shop }
            duration: { warmup: 1s, baseline: 4s, fault: 4s, recovery: 4s }
            fault: { type: latency, target: shop, delay: 1ms }
            steadyState: [ "fraction(checks) > 90%%" ]
            slo: [ "fraction(checks) > 90%%" ]
            %s
            """;

    private WholeRun() {}

    /**
     * With a script-only load, which k6 runs.
     *
     * @param script of k6, which asks {@code __ENV.CHAOS_URL} or not
     * @param lines of the scenario, beside its objectives for checks
     */
    static RunResult ofScript(
            String script, String lines, OutageServer server, Path folder, Function<DriverContext, LoadEngine> engine)
            throws Exception {
        Files.writeString(folder.resolve("load.js"), script);
        return of(SCRIPT.formatted(lines), server, folder, "k6", engine);
    }

    static RunResult of(Outage outage, Path folder, String engineName, Function<DriverContext, LoadEngine> engine)
            throws Exception {
        return of(outage, new OutageServer(outage.behaviour()), folder, engineName, engine);
    }

    /** @param anyServer is closed at the end */
    static RunResult of(
            Outage outage,
            OutageServer anyServer,
            Path folder,
            String engineName,
            Function<DriverContext, LoadEngine> engine)
            throws Exception {
        try (OutageServer server = anyServer) {
            return of(SCENARIO.formatted(outage.name(), outage.lines()), server, folder, engineName, engine);
        }
    }

    /** At quick pace, with a recovery phase of 20 s. */
    static RunResult quick(Outage outage, Path folder, String engineName, Function<DriverContext, LoadEngine> engine)
            throws Exception {
        try (OutageServer server = new OutageServer(outage.behaviour())) {
            String text = SCENARIO.formatted(outage.name(), outage.lines()).replace("recovery: 6s", "recovery: 20s");
            return of(text, server, folder, engineName, engine, Pace.QUICK);
        }
    }

    private static RunResult of(
            String text,
            OutageServer server,
            Path folder,
            String engineName,
            Function<DriverContext, LoadEngine> engine)
            throws Exception {
        return of(text, server, folder, engineName, engine, Pace.FULL);
    }

    private static RunResult of(
            String text,
            OutageServer server,
            Path folder,
            String engineName,
            Function<DriverContext, LoadEngine> engine,
            Pace pace)
            throws Exception {
        try (FileJournal journal = new FileJournal(folder.resolve("journal"))) {
            RunContext context =
                    new RunContext("run-1", Clock.systemUTC(), 1, Map.of(), (variable, id) -> Optional.empty());
            Drivers drivers = new Drivers(List.of(new SwitchProvider(server)), context);
            Path scenario = Files.writeString(folder.resolve("outage.yaml"), text);
            Path environment =
                    Files.writeString(folder.resolve("here.yaml"), ENVIRONMENT.formatted(server.address(), engineName));
            Placeholders none = new Placeholders(Map.of(), name -> null);
            Scenario read = new ScenarioReader(Kinds.found(drivers.faults()), none, PhaseOverrides.NONE, folder)
                    .read(scenario, "outage.yaml")
                    .get();
            Environment where = new EnvironmentReader(Kinds.found(Map.of()), none)
                    .read(environment, "here.yaml")
                    .get();
            Plan plan = new Planner(drivers, Set.of(engineName), List.of())
                    .plan("run-1", 1, read, where)
                    .get();
            RunDependencies tools = new RunDependencies(
                    drivers,
                    context,
                    new LocalEnvironment(
                            new Folders(folder, folder, folder),
                            "run-1",
                            coordinates -> {
                                throw new AssertionError("no service is started");
                            },
                            (target, upstream, port) -> upstream),
                    List.of(),
                    engine.apply(context),
                    List.of(),
                    new WriteFinders(context.shared()),
                    journal,
                    new Silence(),
                    RunClock.of(Clock.systemUTC(), System::nanoTime),
                    folder,
                    folder,
                    List.of());
            return new ChaosRun(plan, tools, new StopSignal(), false, pace).run();
        }
    }

    private record SwitchProvider(OutageServer server) implements DriverProvider {
        @Override
        public String name() {
            return "switch";
        }

        @Override
        public List<FaultDriver<?>> drivers(DriverContext context) {
            return List.of(new Switch(server));
        }
    }

    /** Breaks the server, and heals it. */
    private record Switch(OutageServer server) implements FaultDriver<Latency> {
        @Override
        public Class<Latency> fault() {
            return Latency.class;
        }

        @Override
        public Prepared<Latency> prepare(FaultStep step, Latency fault, TargetSpec target) {
            UndoRecipe undo = new UndoRecipe("switch", "latency", Map.of("name", step.name()), "heal it");
            return new Prepared<>(step, fault, target, "switch", "breaks the server", undo, null, List.of());
        }

        @Override
        public Evidence inject(Prepared<Latency> prepared) {
            server.breakNow();
            return Evidence.observed("the server was told to break");
        }

        @Override
        public void undo(UndoRecipe recipe, Deadline deadline) {
            server.healNow();
        }
    }

    private static final class Silence implements Progress {
        @Override
        public void event(String line) {}

        @Override
        public void tick(Tick tick) {}
    }
}
