package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.tls.TlsFiles;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.adapters.yaml.SuiteReader;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.run.Planner;
import dev.holograph.chaos.run.RunIds;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From files to plans: reads what was selected and binds it to the environment. Starts and touches nothing. */
final class Preparation {

    private final Workspace workspace;
    private final ProviderRegistry tools;
    private final Selection selection;
    private final String environmentName;
    private final PhaseOverrides overrides;
    private final @Nullable Long seed;
    private final @Nullable String load;
    private final List<MessageSpec> messages;
    private final TypedParameters typed;
    private final ScenarioFiles files;
    private final SelectedScenarios selected;

    Preparation(
            Workspace workspace,
            ProviderRegistry tools,
            Selection selection,
            String environmentName,
            PhaseOverrides overrides,
            @Nullable Long seed,
            @Nullable String load) {
        this(
                workspace,
                tools,
                selection,
                environmentName,
                overrides,
                seed,
                load,
                new TypedParameters(Map.of()),
                List.of(),
                new ScenarioFiles(
                        workspace, List.of(), (folder, parameter) -> " The folder is named by " + parameter + "."));
    }

    /**
     * @param typed values for parameters of scenarios
     * @param messages of the POM, beside those of the environment
     * @param files of scenarios and environments
     */
    Preparation(
            Workspace workspace,
            ProviderRegistry tools,
            Selection selection,
            String environmentName,
            PhaseOverrides overrides,
            @Nullable Long seed,
            @Nullable String load,
            TypedParameters typed,
            List<MessageSpec> messages,
            ScenarioFiles files) {
        this.messages = messages;
        this.typed = typed;
        this.files = files;
        this.workspace = workspace;
        this.tools = tools;
        this.selection = selection;
        this.environmentName = environmentName;
        this.overrides = overrides;
        this.seed = seed;
        this.load = load;
        this.selected = new SelectedScenarios(workspace, placeholders(), files, selection, typed);
    }

    /** The selected scenarios, or all mistakes in their files. */
    Validated<List<Scenario>> scenarios() throws ChaosException {
        SelectedScenarios.Read read = selected.read(readerInEnvironment());
        return read.violations().isEmpty() ? Validated.of(read.scenarios()) : Validated.wrong(read.violations());
    }

    /** A plan for each selected scenario, or everything that stands in the way: of all files at once. */
    Validated<List<Plan>> plans() throws ChaosException {
        return plans(scenario -> RunIds.of(scenario.name(), Clock.systemUTC().instant(), new SplittableRandom()));
    }

    /** The same for people to read: in the place of an id, which only a run has, each has {@link RunIds#NONE_YET}. */
    Validated<List<Plan>> previews() throws ChaosException {
        return plans(scenario -> RunIds.NONE_YET);
    }

    private Validated<List<Plan>> plans(Function<Scenario, String> runIds) throws ChaosException {
        if (selected.suiteFile().isEmpty()) {
            files.selected(selection); // first: where there are no scenarios, nobody misses an environment
        }
        Validated<Environment> environment = environment();
        if (!environment.isValid()) {
            List<Violation> violations = new ArrayList<>(selected.read(reader()).violations());
            violations.addAll(environment.violations());
            return Validated.wrong(violations);
        }
        SelectedScenarios.Read read = selected.read(reader().in(environment.get()));
        List<Violation> violations = new ArrayList<>(tools.planner().violations(environment.get()));
        violations.addAll(read.violations());
        violations.addAll(unknownParameters(environment.get()));
        List<Plan> plans = plans(read.scenarios(), environment.get(), runIds, violations);
        return violations.isEmpty()
                ? Validated.of(plans)
                : Validated.wrong(violations.stream().distinct().toList());
    }

    private List<Plan> plans(
            List<Scenario> scenarios,
            Environment environment,
            Function<Scenario, String> runIds,
            List<Violation> violations) {
        List<Plan> plans = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            long seedOf = seed == null ? new SplittableRandom().nextLong() >>> 1 : seed;
            String runId = runIds.apply(scenario);
            Planner planner = tools.planner(tools.context(runId, seedOf));
            Validated<Plan> plan = planner.plan(runId, seedOf, scenario, environment);
            violations.addAll(plan.violations());
            if (plan.isValid()) {
                plans.add(plan.get());
            }
        }
        return List.copyOf(plans);
    }

    /** The suite that was selected; empty: none, but scenarios. */
    Optional<Suite> suite() throws ChaosException {
        return selected.suite();
    }

    /** The suites that are meant, as far as they have no mistakes of their own: where scenarios are selected, none. */
    List<Suite> readableSuites() throws ChaosException {
        List<Suite> readable = new ArrayList<>(suite().stream().toList());
        for (Path file : selection.isAll() ? files.suites() : List.<Path>of()) {
            SuiteReader.Read read = selected.suites().read(file);
            if (read.violations().isEmpty()) {
                readable.add(read.suite());
            }
        }
        return readable;
    }

    /**
     * What is wrong with the suites of the project, in the environment if that has no mistakes. Where scenarios or a
     * suite are selected, nothing is said of the others.
     */
    List<Violation> suiteViolations() throws ChaosException {
        List<Violation> violations = new ArrayList<>();
        List<Path> suiteFiles = selection.isAll() ? files.suites() : List.of();
        if (suiteFiles.isEmpty()) {
            return violations;
        }
        Validated<Environment> environment = environment();
        ScenarioReader reader = environment.isValid() ? reader().in(environment.get()) : reader();
        for (Path file : suiteFiles) {
            SuiteReader.Read read = selected.suites().read(file);
            violations.addAll(read.violations());
            Suites.Runs runs = selected.suites().runs(read.suite(), reader);
            violations.addAll(runs.violations());
            if (environment.isValid()) {
                plans(runs.scenarios(), environment.get(), scenario -> RunIds.NONE_YET, violations);
            }
        }
        return violations;
    }

    /** Values of the environment for parameters that no scenario of the project has. */
    private List<Violation> unknownParameters(Environment environment) throws ChaosException {
        List<Violation> unknown = new ArrayList<>();
        Set<String> declared = new TreeSet<>();
        if (!environment.parameters().isEmpty()) {
            for (ScenarioFile file : files.all()) {
                declared.addAll(reader().parameters(file.path()));
            }
        }
        environment.parameters().forEach((name, setting) -> {
            if (!declared.contains(name)) {
                unknown.add(Violation.unknown(setting.location(), "parameter", name, declared));
            }
        });
        return unknown;
    }

    /**
     * The scenarios of a pack that the project makes, by themselves: in which environments they will run is not known.
     *
     * @return all mistakes, or none
     */
    List<Violation> violations(Pack made) throws ChaosException {
        List<Violation> violations = new ArrayList<>();
        for (ScenarioFile file : files.of(made)) {
            violations.addAll(file.read(reader()).violations());
        }
        return violations;
    }

    /** Whether a pack has scenarios, and none of them a mistake. */
    boolean isSound(Pack pack) {
        try {
            return violations(pack).isEmpty();
        } catch (ChaosException e) {
            return false;
        }
    }

    /** All scenarios of the project that have no mistakes, whatever was selected. */
    List<Scenario> readableScenarios() throws ChaosException {
        List<Scenario> scenarios = new ArrayList<>();
        ScenarioReader reader = readerInEnvironment();
        for (ScenarioFile file : files.all()) {
            Validated<List<Scenario>> read = file.read(reader);
            if (read.isValid()) {
                scenarios.addAll(read.get());
            }
        }
        return scenarios;
    }

    private ScenarioReader reader() {
        return new ScenarioReader(tools.kinds(), placeholders(), overrides, workspace.root()).with(typed.values());
    }

    /** With values for parameters from the environment, where there is one without mistakes. */
    private ScenarioReader readerInEnvironment() throws ChaosException {
        for (Path file : files.environments()) {
            if (Workspace.name(file).equals(environmentName)) {
                Validated<Environment> read =
                        new EnvironmentReader(tools.kinds(), placeholders()).read(file, workspace.shown(file));
                return read.isValid() ? reader().withParametersOf(read.get()) : reader();
            }
        }
        return reader();
    }

    Path environmentFile() throws ChaosException {
        return files.environment(environmentName);
    }

    /** The environment, or all mistakes in its file. */
    Validated<Environment> environment() throws ChaosException {
        Path file = environmentFile();
        Validated<Environment> read = new EnvironmentReader(tools.kinds(), placeholders(), workspace.root())
                .read(file, workspace.shown(file));
        if (!read.isValid()) {
            return read;
        }
        Environment environment = read.get()
                .withMessages(MessageReader.combined(messages, read.get().messages()));
        List<Violation> violations = new ArrayList<>(tools.messages(environment).violations());
        violations.addAll(TlsFiles.violations(environment));
        return violations.isEmpty()
                ? Validated.of(load == null ? environment : environment.withLoadDriver(load))
                : Validated.wrong(violations);
    }

    /** The environment, or all that is wrong with it whatever the scenario. */
    Validated<Environment> soundEnvironment() throws ChaosException {
        Validated<Environment> read = environment();
        List<Violation> violations = read.isValid() ? tools.planner().violations(read.get()) : read.violations();
        return violations.isEmpty() ? read : Validated.wrong(violations);
    }

    private Placeholders placeholders() {
        return new Placeholders(workspace.properties(), System::getenv);
    }
}
