package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Key;
import dev.holograph.chaos.scenario.UnitOf;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a scenario file. */
record ScenarioKeys(
        @Key(doc = "for lists and reports; by default the file's name", examples = "Frames keep flowing", shown = true)
        @Nullable String title,

        @Key(doc = "what you expect to happen, for the report", shown = true) @Nullable String hypothesis,

        @Key(doc = "who looks after the scenario, for the report", shown = true) @Nullable String owner,

        @Key(
                doc = "addresses for the report, such as that of a runbook",
                examples = "https://example.org/runbook",
                shown = true)
        @Nullable List<String> links,

        @Key(doc = "what -Dchaos.tags selects by", examples = "weekly", shown = true) @Nullable List<String> tags,

        @Key(
                doc = "values that can be set for a run, by name; {NAME} stands for them",
                block = ParameterKeys.class,
                form = Key.Form.NAMED)
        @Nullable Item parameters,

        @Key(
                doc =
                        "values of parameters, by name: the scenario runs once with each, and of several with each combination",
                mayBeBlank = true,
                examples = "100ms",
                form = Key.Form.NAMED_LISTS)
        @Nullable Item matrix,

        @Key(
                doc = "one load, a list of loads with a name each, or none",
                needed = "load: { http: { target: renderer, path: / }, rate: 100/s }",
                words = NONE,
                block = LoadKeys.class,
                form = Key.Form.LIST)
        @Nullable Item load,

        @UnitOf(Dimension.TIME)
        @Key(doc = "the length of the fault phase, or of each phase", needed = "duration: 30s", block = Durations.class)
        @Nullable Item duration,

        @Key(doc = "the fault, or a list of faults", block = FaultKeys.class, form = Key.Form.LIST) @Nullable Item fault,

        @Key(doc = "a list of faults", block = FaultKeys.class, form = Key.Form.LIST) @Nullable Item faults,

        @Key(
                doc = "what healthy means: if it does not hold in the baseline, nothing is broken",
                needed = "steadyState: [error_rate < 1%]",
                orText = true,
                block = ObjectiveKeys.class,
                form = Key.Form.LIST)
        @Nullable Item steadyState,

        @Key(
                doc = "the fault is real if these hold while it is on",
                orText = true,
                block = ObjectiveKeys.class,
                form = Key.Form.LIST)
        @Nullable Item effect,

        @Key(
                doc = "objectives: a breach fails the build",
                needed = "slo: [error_rate < 1%]",
                orText = true,
                block = ObjectiveKeys.class,
                form = Key.Form.LIST)
        @Nullable Item slo,

        @Key(
                doc = "if one of these holds, everything is undone at once",
                orText = true,
                block = ObjectiveKeys.class,
                form = Key.Form.LIST)
        @Nullable Item abortIf,

        @Key(doc = "what counts as recovered", block = Recovery.class) @Nullable Item recovery,

        @Key(doc = "how acknowledged writes are looked for after recovery", block = LedgerKeys.class) @Nullable Item ledger,

        @Key(doc = "what is measured beside the load, by name", block = ProbeKeys.class, form = Key.Form.NAMED)
        @Nullable Item probes) {

    static final String NONE = "none";

    /** The lengths of the phases. */
    record Durations(
            @Default("5s") @Key(doc = "the load runs, nothing is judged", examples = "5s") @Nullable Duration warmup,

            @Default("20s") @Key(doc = "the system as it is without a fault", examples = "20s") @Nullable Duration baseline,

            @Key(doc = "while faults are on", needed = "fault: 30s") @Nullable Duration fault,

            @Default("40s") @Key(doc = "after the faults are undone", examples = "40s") @Nullable Duration recovery) {}

    /** The keys of {@code recovery:}. */
    record Recovery(
            @Default("10s")
            @Key(doc = "the length of the windows that meet the steady state", examples = "10s")
            @Nullable Duration over,

            @Default("10s") @Key(doc = "how long they must meet it at least", examples = "10s") @Nullable Duration stable) {}
}
