package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.Planner;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.GatewayProvider;
import dev.holograph.chaos.spi.Gateways;
import dev.holograph.chaos.spi.Kinds;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageProvider;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that {@link ServiceLoader} finds beside the plugin, also what {@code <plugin><dependencies>} adds. */
final class ProviderRegistry {

    private static final String K6 = "k6";
    private static final String BUILT_IN = "embedded";

    private final Map<String, String> settings;
    private final Credentials secrets;
    private final List<DriverProvider> drivers = load(DriverProvider.class);
    private final List<LoadEngineProvider> engines = load(LoadEngineProvider.class);
    private final List<ProbeProvider> probes = load(ProbeProvider.class);
    private final List<TargetLockProvider> claims = load(TargetLockProvider.class);
    private final List<MessageProvider> messages = load(MessageProvider.class);

    /** @param settings of the build, by name, e.g. {@code chaos.k6} */
    ProviderRegistry(Map<String, String> settings, Credentials secrets) {
        this.settings = Map.copyOf(settings);
        this.secrets = secrets;
    }

    /** The names of the settings that the providers read. */
    Set<String> settings() {
        Set<String> names = new TreeSet<>();
        drivers.forEach(provider -> names.addAll(provider.settings()));
        engines.forEach(provider -> names.addAll(provider.settings()));
        load(ReportProvider.class).forEach(provider -> names.addAll(provider.settings()));
        return names;
    }

    /** What one run lends its drivers. */
    RunContext context(String runId, long seed) {
        return new RunContext(runId, Clock.systemUTC(), seed, settings, secrets);
    }

    /** What the YAML of this build may name. */
    Kinds kinds() {
        return Kinds.found(drivers().faults());
    }

    /** Looks at environments; what it plans belongs to no run. */
    Planner planner() {
        return planner(context("", 0));
    }

    /**
     * Binds scenarios to environments.
     *
     * @param context of the run that is planned: how a person undoes its faults names its id, and so spares other runs
     */
    Planner planner(DriverContext context) {
        return new Planner(drivers(context), loadEngines(), probes());
    }

    List<ProbeProvider> probes() {
        return probes;
    }

    /** The messages of an environment, or all that is wrong with them. */
    Validated<List<ConfiguredMessage>> messages(Environment environment) {
        return new MessageReader(messages).read(environment.messages());
    }

    /** What is lent to those who send messages. */
    MessageContext messageContext() {
        return new BuildMessageContext(secrets);
    }

    /** All reports, or all that is wrong with what they are made from. */
    static Validated<List<RunReport>> reports(ReportContext context) {
        List<RunReport> reports = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (ReportProvider provider : load(ReportProvider.class)) {
            Validated<RunReport> report = provider.report(context);
            violations.addAll(report.violations());
            if (report.isValid()) {
                reports.add(report.get());
            }
        }
        return violations.isEmpty() ? Validated.of(reports) : Validated.wrong(violations);
    }

    List<TargetLockProvider> claims() {
        return claims;
    }

    /**
     * A load engine, and what a person should know about the choice.
     *
     * @param remark {@code null} where there is nothing to say
     */
    record Choice(LoadEngine engine, @Nullable String remark) {}

    Drivers drivers(DriverContext context) {
        return new Drivers(drivers, context);
    }

    /** Drivers that only plan. */
    Drivers drivers() {
        return drivers(context("", 0));
    }

    /**
     * Takes back what dead runs have left in an environment, by the marks on it.
     *
     * @param alive the ids of runs that go on here
     * @throws DriverException after all drivers had their turn, with what each of them could not do
     */
    void sweep(Environment environment, Set<String> alive, Consumer<String> progress)
            throws DriverException, InterruptedException {
        RunContext context = context("", 0);
        try (RunResources shared = context.shared()) {
            List<DriverException> problems = new ArrayList<>();
            for (LoadEngineProvider provider : engines) {
                try {
                    provider.sweep(environment, context, alive, progress);
                } catch (DriverException e) {
                    problems.add(e);
                }
            }
            for (DriverProvider provider : drivers) {
                try {
                    provider.sweep(environment, context, alive, progress);
                } catch (DriverException e) {
                    problems.add(e);
                }
            }
            if (!problems.isEmpty()) {
                throw new DriverException(
                        problems.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                        problems.get(0));
            }
        } catch (DriverException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new DriverException("after the sweep: " + e.getMessage(), e);
        }
    }

    Gateways gateways(DriverContext context) {
        return load(GatewayProvider.class).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no proxy beside the plugin"))
                .gateways(context);
    }

    SortedSet<String> loadEngines() {
        SortedSet<String> names = new TreeSet<>();
        engines.forEach(provider -> names.add(provider.name()));
        return names;
    }

    /** The engine of this name; for {@code auto} k6 if it is found, else the built-in one. */
    Choice engine(String name, Environment environment, DriverContext context) throws ChaosException {
        if (!name.equals(Environment.AUTO)) {
            return new Choice(need(name, environment, context), null);
        }
        LoadEngineProvider.Found k6 = provider(K6).find(settings, context);
        if (k6.engine() != null) {
            return new Choice(k6.engine(), null);
        }
        if (settings.containsKey("chaos.k6")) {
            throw new ChaosException(String.valueOf(k6.problem()));
        }
        return new Choice(need(BUILT_IN, environment, context), "The built-in engine drives the load: " + k6.problem());
    }

    /** Runs the health checks of the drivers that the environment names, in the order of their names. */
    List<Check> checks(Environment environment, DriverContext context) throws InterruptedException {
        SortedSet<String> named = new TreeSet<>();
        environment.drivers().values().forEach(choice -> named.add(choice.driver()));
        List<Check> checks = new ArrayList<>();
        for (String name : named) {
            for (DriverProvider provider : drivers) {
                if (provider.name().equals(name)) {
                    checks.addAll(checks(provider, environment, context));
                }
            }
        }
        return checks;
    }

    private static List<Check> checks(DriverProvider provider, Environment environment, DriverContext context)
            throws InterruptedException {
        try {
            return provider.checks(environment, context);
        } catch (RuntimeException e) {
            // A driver may be anybody's, and must not keep the others from being looked at.
            return List.of(
                    Check.fail(provider.name(), "its own check failed: " + e, "report it to the maker of this driver"));
        }
    }

    /** What there is to say of the engine that drives an environment's load. */
    List<Check> engineChecks(Environment environment, DriverContext context)
            throws ChaosException, InterruptedException {
        String name = environment.loadDriver();
        return name.equals(Environment.AUTO)
                ? List.of(engineCheck(name, context))
                : provider(name).checks(environment, settings, context);
    }

    List<LoadEngineProvider> engines() {
        return engines;
    }

    /** What there is to say of the load engine of this name; for {@code auto} of k6, without which it goes as well. */
    Check engineCheck(String name, DriverContext context) throws ChaosException {
        if (!name.equals(Environment.AUTO)) {
            return provider(name).check(settings, context);
        }
        Check k6 = provider(K6).check(settings, context);
        return k6.state() != Check.State.FAIL || settings.containsKey("chaos.k6")
                ? k6
                : Check.warn(k6.name(), k6.found(), "without it the built-in engine drives the load");
    }

    private LoadEngine need(String name, Environment environment, DriverContext context) throws ChaosException {
        LoadEngineProvider.Found found;
        try {
            found = provider(name).find(environment, settings, context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted while the load engine was looked for", e);
        }
        if (found.engine() == null) {
            throw new ChaosException(String.valueOf(found.problem()));
        }
        return found.engine();
    }

    private LoadEngineProvider provider(String name) throws ChaosException {
        return engines.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ChaosException(
                        "no load engine '" + name + "'; there are " + String.join(", ", loadEngines()) + " and auto"));
    }

    private static <T> List<T> load(Class<T> type) {
        return ServiceLoader.load(type, ProviderRegistry.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
