package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Scenario;
import java.util.List;

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

    /** Which engine drives the load: {@link Environment#AUTO}, or an engine's name. */
    public String loadDriver() {
        return scenario.observesLoad() ? Profile.ByScript.ENGINE : environment.loadDriver();
    }
}
