package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Phases;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A scenario bound to an environment: all that will happen, printed by {@code chaos:plan} and carried out by {@code
 * chaos:run}.
 *
 * @param runId names the run, its folder, and begins every id that its load writes
 * @param seed of all random choices
 * @param faults in the order of the scenario
 */
public record Plan(String runId, long seed, Scenario scenario, Environment environment, List<Prepared<?>> faults) {

    public Plan {
        faults = List.copyOf(faults);
    }

    /** Services start, and the last undo has its deadline. */
    private static final Duration ALLOWANCE = Duration.ofMinutes(1);

    /**
     * How long after its start a run may be until its last fault is undone: what comes before the fault phase, the last
     * fault's end, and a minute for the services' start and the undo.
     */
    public Duration undoneWithin() {
        Phases phases = scenario.duration();
        Duration last = Duration.ZERO;
        for (Prepared<?> prepared : faults) {
            FaultStep step = prepared.step().in(phases.fault());
            Duration lasts = step.fault().type().lasting() ? Objects.requireNonNull(step.length()) : Duration.ZERO;
            for (Duration at : step.starts(phases.fault())) {
                Duration end = at.plus(lasts);
                last = end.compareTo(last) > 0 ? end : last;
            }
        }
        return phases.warmup().plus(phases.baseline()).plus(last).plus(ALLOWANCE);
    }

    /**
     * How long the run may take as a whole: its phases, the last answers, a look for lost writes that has a time, and a
     * minute for the services' start and end. Nobody knows how long other looks take.
     */
    public Duration lasts() {
        Duration answers = scenario.loads().stream()
                .map(Load::timeout)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration looks =
                scenario.ledger() == null ? Duration.ZERO : scenario.ledger().eventually();
        return scenario.duration().total().plus(answers).plus(looks).plus(ALLOWANCE);
    }

    /** Which engine drives the load: {@link Environment#AUTO}, or an engine's name. */
    public String loadDriver() {
        return scenario.observesLoad() ? Profile.ByScript.ENGINE : environment.loadDriver();
    }
}
