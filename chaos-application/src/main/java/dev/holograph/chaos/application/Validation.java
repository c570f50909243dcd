package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.scenario.Feasibility;
import java.util.List;

/** Checks scenarios, their environment, and templates of the report: all mistakes at once. Starts and touches nothing. */
final class Validation {

    private Validation() {}

    static void check(Setup setup) throws ChaosException {
        List<Plan> plans = Mistakes.orFail(setup.preparation().plans());
        Mistakes.orFail(setup.reports());
        for (Plan plan : plans) {
            setup.log()
                    .info(plan.scenario().file() + ": valid in environment '"
                            + plan.environment().name() + "'");
            Feasibility.needs(plan.scenario()).forEach(setup.log()::info);
        }
    }
}
