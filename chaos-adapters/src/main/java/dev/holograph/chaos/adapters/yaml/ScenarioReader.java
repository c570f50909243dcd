package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Feasibility;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Phases;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads scenarios. All mistakes of a file are reported together, with their places; nothing of a wrong file is used. */
public final class ScenarioReader {

    private static final Map<Phase, Duration> STANDARD = Map.of(
            Phase.WARMUP, Phases.DEFAULT_WARMUP,
            Phase.BASELINE, Phases.DEFAULT_BASELINE,
            Phase.RECOVERY, Phases.DEFAULT_RECOVERY);

    private static final KeyBinder BINDER = KeyBinder.ofScenario();

    private final Kinds kinds;
    private final Placeholders placeholders;
    private final PhaseOverrides overrides;
    private final Scripts scripts;
    private final String prefix;
    private final @Nullable Environment environment;
    private final TargetNames targets;
    private final Map<String, String> typed;
    private final Parameters.OfSuite suite;

    /**
     * Reads scenarios of which it is not known where they will run.
     *
     * @param kinds of fault and probe that are at hand
     * @param root what paths of scripts are relative to
     */
    public ScenarioReader(Kinds kinds, Placeholders placeholders, PhaseOverrides overrides, Path root) {
        this(
                kinds,
                placeholders,
                overrides,
                new Scripts(root, null),
                "",
                null,
                new TargetNames(null),
                Map.of(),
                Parameters.OfSuite.NONE);
    }

    private ScenarioReader(
            Kinds kinds,
            Placeholders placeholders,
            PhaseOverrides overrides,
            Scripts scripts,
            String prefix,
            @Nullable Environment environment,
            TargetNames targets,
            Map<String, String> typed,
            Parameters.OfSuite suite) {
        this.suite = suite;
        this.kinds = kinds;
        this.placeholders = placeholders;
        this.overrides = overrides;
        this.scripts = scripts;
        this.prefix = prefix;
        this.environment = environment;
        this.targets = targets;
        this.typed = Map.copyOf(typed);
    }

    /**
     * The same, which also tells of targets that this environment does not have, and takes values for parameters from
     * it.
     */
    public ScenarioReader in(Environment environment) {
        return new ScenarioReader(
                kinds,
                placeholders,
                overrides,
                scripts,
                prefix,
                environment,
                new TargetNames(environment),
                typed,
                suite);
    }

    /** The same with values for parameters of this environment, whatever targets it has. */
    public ScenarioReader withParametersOf(Environment other) {
        return new ScenarioReader(kinds, placeholders, overrides, scripts, prefix, other, targets, typed, suite);
    }

    /** The same with values for parameters that win over all others, by their names. */
    public ScenarioReader with(Map<String, String> values) {
        return new ScenarioReader(kinds, placeholders, overrides, scripts, prefix, environment, targets, values, suite);
    }

    /**
     * The same for scenarios of a pack: they are called {@code NAME/latency}, their scripts lie in the pack, and nothing of
     * the build or its environment is filled into them but the parameters that they declare.
     *
     * @param folder of the pack
     */
    public ScenarioReader inPack(String name, Path folder) {
        return new ScenarioReader(
                kinds,
                placeholders.ofPack(),
                overrides,
                new Scripts(scripts.root(), folder),
                name + "/",
                environment,
                targets,
                typed,
                suite);
    }

    /** The same with the values for parameters that a suite gives a scenario. */
    public ScenarioReader in(Suite running, Suite.Entry entry) {
        return new ScenarioReader(
                kinds,
                placeholders,
                overrides,
                scripts,
                prefix,
                environment,
                targets,
                typed,
                new Parameters.OfSuite(running.name(), entry.parameters()));
    }

    /**
     * Reads a scenario, of one with a matrix the first run.
     *
     * @param shown the file's name for messages and reports
     */
    public Validated<Scenario> read(Path file, String shown) {
        Validated<List<Scenario>> all = readAll(file, shown);
        return all.isValid() ? Validated.of(all.get().get(0)) : Validated.wrong(all.violations());
    }

    /**
     * Reads a scenario with each of its values.
     *
     * @return one scenario, or of one with a matrix as many as it has combinations of values
     */
    public Validated<List<Scenario>> readAll(Path file, String shown) {
        Mistakes mistakes = new Mistakes(shown, placeholders.with(List.of(), Set.of()));
        MappingNode node = YamlFile.mapping(file, mistakes);
        List<Scenario> scenarios = new ArrayList<>();
        if (node != null) {
            Parameters.Runs runs = new Parameters(mistakes, typed, suite, environment).read(node);
            Map<Violation, List<String>> found = new LinkedHashMap<>();
            for (List<ParameterValue> values : runs.runs()) {
                Mistakes ofRun = new Mistakes(shown, placeholders.with(values, runs.declared()));
                String suffix = ParameterValue.suffix(values);
                Scenario scenario = scenario(node, prefix + FileNames.withoutEnding(file) + suffix, values, ofRun);
                if (scenario != null) {
                    boolean isWhole = ofRun.isEmpty() && mistakes.isEmpty();
                    ofRun.addAll(isWhole ? Feasibility.of(scenario) : Feasibility.ofEach(scenario));
                }
                if (scenario != null) {
                    scenarios.add(scenario);
                }
                ofRun.all().forEach(violation -> found.computeIfAbsent(violation, one -> new ArrayList<>())
                        .add(suffix));
            }
            found.forEach((violation, suffixes) ->
                    mistakes.add(suffixes.size() == runs.runs().size() ? violation : of(violation, suffixes)));
        }
        return mistakes.unlessAny(() -> List.copyOf(scenarios));
    }

    /** A mistake of some runs of a matrix alone, with the first of them. */
    private static Violation of(Violation violation, List<String> suffixes) {
        String more = suffixes.size() == 1 ? "" : " and " + (suffixes.size() - 1) + " more";
        return new Violation(
                violation.at(),
                violation.found() + ", in the run " + suffixes.get(0) + more,
                violation.allowed(),
                violation.nearest(),
                violation.hint());
    }

    /** The names of the parameters that a file declares; none where it cannot be read. */
    public Set<String> parameters(Path file) {
        Mistakes mistakes = new Mistakes("", placeholders);
        Block block = YamlFile.read(file, mistakes);
        Item item = block == null ? null : block.get(Parameters.PARAMETERS);
        Block parameters = item == null ? null : item.block();
        return parameters == null ? Set.of() : parameters.all().keySet();
    }

    private @Nullable Scenario scenario(MappingNode file, String name, List<ParameterValue> values, Mistakes mistakes) {
        Block block = new Block(file, mistakes);
        block.notYet("cooldown", "remove it");
        ScenarioKeys keys = BINDER.bind(block, ScenarioKeys.class);
        Item load = keys.load();
        List<Load> loads = load == null ? List.of() : new LoadReader(mistakes, targets, scripts).read(load);
        Phases phases = phases(keys.duration());
        FaultsReader faultsReader = new FaultsReader(mistakes, new FaultBinder(kinds.faults()), targets);
        List<FaultStep> steps = faultsReader.read(block.at(), keys.fault(), keys.faults());
        ObjectivesReader objectives = new ObjectivesReader(faultsReader.names());
        List<Objective> steadyState = objectives.read(keys.steadyState(), ObjectiveRole.STEADY_STATE);
        List<Objective> effect = objectives.read(keys.effect(), ObjectiveRole.EFFECT);
        List<Objective> slo = objectives.read(keys.slo(), ObjectiveRole.SLO);
        List<Objective> abortIf = objectives.read(keys.abortIf(), ObjectiveRole.ABORT_IF);
        RecoveryRule recovery = recovery(keys.recovery());
        Ledger ledger = LedgerReader.read(keys.ledger(), targets);
        List<Probe> probes = new ProbesReader(kinds.probes(), targets).read(keys.probes());
        block.done();
        if (load != null && load.isText() && probes.isEmpty()) {
            load.wrong("without a load and without probes nothing is measured", "add probes:");
        }
        if (phases == null || recovery == null) {
            mistakes.addAll(
                    Feasibility.ofObjectives(Stream.of(steadyState, effect, slo).flatMap(List::stream)));
            return null;
        }
        return new Scenario(
                name,
                mistakes.file(),
                Objects.requireNonNullElse(keys.title(), name),
                keys.hypothesis(),
                keys.owner(),
                Objects.requireNonNullElse(keys.links(), List.of()),
                Objects.requireNonNullElse(keys.tags(), List.of()),
                loads,
                phases,
                steps,
                steadyState,
                effect,
                slo,
                abortIf,
                recovery,
                ledger,
                probes,
                values,
                Definition.of(file, mistakes.places(), overrides, scripts.digest(loads)));
    }

    /** {@code duration: 30s} is the fault's; the other phases have standard lengths. */
    private @Nullable Phases phases(@Nullable Item item) {
        if (item == null) {
            return null;
        }
        Map<Phase, Duration> lengths = new EnumMap<>(STANDARD);
        if (item.isText()) {
            Duration fault = item.duration();
            if (fault == null) {
                return null;
            }
            lengths.put(Phase.FAULT, fault);
        } else if (!readPhases(item, lengths)) {
            return null;
        }
        for (Phase phase : Phase.values()) {
            Duration override = overrides.of(phase);
            if (override != null) {
                lengths.put(phase, override);
            }
        }
        try {
            return new Phases(
                    Objects.requireNonNull(lengths.get(Phase.WARMUP)),
                    Objects.requireNonNull(lengths.get(Phase.BASELINE)),
                    Objects.requireNonNull(lengths.get(Phase.FAULT)),
                    Objects.requireNonNull(lengths.get(Phase.RECOVERY)));
        } catch (IllegalArgumentException e) {
            item.wrong(String.valueOf(e.getMessage()), null);
            return null;
        }
    }

    private static boolean readPhases(Item item, Map<Phase, Duration> lengths) {
        Block block = item.block();
        if (block == null) {
            return false;
        }
        ScenarioKeys.Durations keys = BINDER.bind(block, ScenarioKeys.Durations.class);
        block.done();
        boolean isWhole = isLong(block, Phase.BASELINE, keys.baseline());
        isWhole &= isLong(block, Phase.FAULT, keys.fault());
        isWhole &= isLong(block, Phase.RECOVERY, keys.recovery());
        if (!isWhole) {
            return false;
        }
        if (keys.warmup() == null || keys.baseline() == null || keys.fault() == null || keys.recovery() == null) {
            return false;
        }
        lengths.put(Phase.WARMUP, keys.warmup());
        lengths.put(Phase.BASELINE, keys.baseline());
        lengths.put(Phase.FAULT, keys.fault());
        lengths.put(Phase.RECOVERY, keys.recovery());
        return true;
    }

    private static boolean isLong(Block block, Phase phase, @Nullable Duration length) {
        Optional<String> mistake = length == null ? Optional.empty() : Phases.mistake(phase, length);
        mistake.ifPresent(
                found -> Objects.requireNonNull(block.get(phase.word())).wrong(found, null));
        return mistake.isEmpty();
    }

    private static @Nullable RecoveryRule recovery(@Nullable Item item) {
        if (item == null) {
            return RecoveryRule.DEFAULT;
        }
        Block block = item.block();
        if (block == null) {
            return null;
        }
        ScenarioKeys.Recovery keys = BINDER.bind(block, ScenarioKeys.Recovery.class);
        block.done();
        Duration over = keys.over();
        if (over != null && (over.isZero() || over.toMillis() % 100 != 0)) {
            Objects.requireNonNull(block.get("over")).wrong("over: must be a multiple of 100ms", null);
            return null;
        }
        return over == null || keys.stable() == null ? null : new RecoveryRule(over, keys.stable());
    }
}
