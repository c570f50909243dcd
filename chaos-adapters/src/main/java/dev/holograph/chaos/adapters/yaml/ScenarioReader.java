package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.scenario.Checked;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Feasibility;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Phases;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.spi.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads scenarios. Every mistake of a file is told at once, with its place; nothing of a wrong file is used. */
public final class ScenarioReader {

    private static final Map<Phase, Duration> STANDARD = Map.of(
            Phase.WARMUP, Phases.DEFAULT_WARMUP,
            Phase.BASELINE, Phases.DEFAULT_BASELINE,
            Phase.RECOVERY, Phases.DEFAULT_RECOVERY);

    private static final KeyBinder BINDER = KeyBinder.withoutPlaces();

    private final Kinds kinds;
    private final Placeholders placeholders;
    private final PhaseOverrides overrides;
    private final Path root;
    private final TargetNames targets;

    /**
     * Reads scenarios of which it is not known where they will run.
     *
     * @param kinds of fault and probe that are at hand
     * @param root what paths of scripts are relative to
     */
    public ScenarioReader(Kinds kinds, Placeholders placeholders, PhaseOverrides overrides, Path root) {
        this(kinds, placeholders, overrides, root, new TargetNames(null));
    }

    private ScenarioReader(
            Kinds kinds, Placeholders placeholders, PhaseOverrides overrides, Path root, TargetNames targets) {
        this.kinds = kinds;
        this.placeholders = placeholders;
        this.overrides = overrides;
        this.root = root;
        this.targets = targets;
    }

    /** The same, which also tells of targets that this environment does not have. */
    public ScenarioReader in(Environment environment) {
        return new ScenarioReader(kinds, placeholders, overrides, root, new TargetNames(environment));
    }

    /** @param shown the file's name for messages and reports */
    public Checked<Scenario> read(Path file, String shown) {
        Mistakes mistakes = new Mistakes(shown);
        Block block = YamlFile.read(file, mistakes);
        Scenario scenario = block == null ? null : scenario(block, FileNames.withoutEnding(file), mistakes);
        if (scenario != null && mistakes.isEmpty()) {
            mistakes.addAll(Feasibility.of(scenario));
        }
        return mistakes.unlessAny(() -> Objects.requireNonNull(scenario));
    }

    private @Nullable Scenario scenario(Block block, String name, Mistakes mistakes) {
        block.notYet("cooldown", "remove it");
        ScenarioKeys keys = BINDER.bind(block, ScenarioKeys.class);
        Item load = keys.load();
        List<Load> loads = load == null ? List.of() : new LoadReader(mistakes, placeholders, targets, root).read(load);
        Phases phases = phases(keys.duration());
        FaultsReader faultsReader = new FaultsReader(mistakes, new FaultBinder(kinds.faults()), targets);
        List<FaultStep> steps = faultsReader.read(block.at(), keys.fault(), keys.faults());
        ObjectivesReader objectives = new ObjectivesReader(mistakes, faultsReader.names());
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
                probes);
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
        if (keys.warmup() == null || keys.baseline() == null || keys.fault() == null || keys.recovery() == null) {
            return false;
        }
        lengths.put(Phase.WARMUP, keys.warmup());
        lengths.put(Phase.BASELINE, keys.baseline());
        lengths.put(Phase.FAULT, keys.fault());
        lengths.put(Phase.RECOVERY, keys.recovery());
        return true;
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
