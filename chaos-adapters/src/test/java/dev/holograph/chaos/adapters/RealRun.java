package dev.holograph.chaos.adapters;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.ledger.WriteFinders;
import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.adapters.load.k6.OperatorLoadEngineProvider;
import dev.holograph.chaos.adapters.load.setup.HttpLoadSetup;
import dev.holograph.chaos.adapters.local.Folders;
import dev.holograph.chaos.adapters.local.LocalEnvironment;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.Plan;
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
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.GatewayProvider;
import dev.holograph.chaos.spi.Kinds;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** A whole run by all that the plugin has: its drivers, claims, probes and proxy, and the built-in load engine. */
public final class RealRun {

    private RealRun() {}

    /**
     * Runs a scenario to its end.
     *
     * @param id of the run
     * @param folder the run's own
     * @param settings of the build
     */
    public static RunResult of(
            String id, String scenario, String environment, Path folder, Map<String, String> settings)
            throws Exception {
        return of(id, scenario, environment, folder, settings, false);
    }

    /** @param failFast whether the fault phase ends when an SLO is breached whatever comes later */
    public static RunResult of(
            String id, String scenario, String environment, Path folder, Map<String, String> settings, boolean failFast)
            throws Exception {
        return of(id, scenario, environment, folder, settings, failFast, Pace.FULL);
    }

    /** @param pace whether the recovery phase ends once the recovery is believed */
    public static RunResult of(
            String id,
            String scenario,
            String environment,
            Path folder,
            Map<String, String> settings,
            boolean failFast,
            Pace pace)
            throws Exception {
        Files.createDirectories(folder);
        try (FileJournal journal = new FileJournal(folder.resolve("journal"))) {
            RunContext context =
                    new RunContext(id, Clock.systemUTC(), 1, settings, (variable, server) -> Optional.empty());
            Drivers drivers = new Drivers(load(DriverProvider.class), context);
            Placeholders none = new Placeholders(Map.of(), name -> null);
            Scenario read = new ScenarioReader(Kinds.found(drivers.faults()), none, PhaseOverrides.NONE, folder)
                    .read(Files.writeString(folder.resolve("s.yaml"), scenario), "s.yaml")
                    .get();
            Environment where = new EnvironmentReader(Kinds.found(Map.of()), none)
                    .read(Files.writeString(folder.resolve("here.yaml"), environment), "here.yaml")
                    .get();
            Plan plan = new Planner(drivers, Set.of("embedded", LoadRunners.ENGINE), List.of())
                    .plan(id, 1, read, where)
                    .get();
            RunDependencies tools = new RunDependencies(
                    drivers,
                    context,
                    new LocalEnvironment(
                            new Folders(folder, folder, folder),
                            id,
                            coordinates -> {
                                throw new AssertionError("no artifact is started");
                            },
                            load(GatewayProvider.class).get(0).gateways(context)),
                    load(TargetLockProvider.class),
                    engine(where, settings, context),
                    new HttpLoadSetup(context.shared(), InstantSource.system()),
                    load(ProbeProvider.class),
                    new WriteFinders(context.shared()),
                    journal,
                    new Silence(),
                    RunClock.of(Clock.systemUTC(), System::nanoTime),
                    folder,
                    folder,
                    List.of());
            return new ChaosRun(plan, tools, new StopSignal(), failFast, pace).run();
        }
    }

    /** The built-in one, where the environment does not want pods to drive the load. */
    private static LoadEngine engine(Environment where, Map<String, String> settings, RunContext context)
            throws Exception {
        LoadEngineProvider provider = where.loadDriver().equals(LoadRunners.ENGINE)
                ? new OperatorLoadEngineProvider()
                : new EmbeddedLoadEngineProvider();
        LoadEngineProvider.Found found = provider.find(where, settings, context);
        return Objects.requireNonNull(found.engine(), found.problem());
    }

    /** All findings, a line each. */
    public static String sentences(RunResult result) {
        return result.verdict().findings().stream().map(Finding::sentence).collect(Collectors.joining("\n"));
    }

    private static <T> List<T> load(Class<T> type) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static final class Silence implements Progress {
        @Override
        public void event(String line) {}

        @Override
        public void tick(Tick tick) {}
    }
}
