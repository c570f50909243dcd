package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.scenario.Feasibility;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.List;

/** Checks scenarios, suites, their environment, and templates of the report: all mistakes at once. Starts and touches nothing. */
final class Validation {

    private Validation() {}

    static void check(Setup setup) throws ChaosException {
        Preparation preparation = setup.preparation();
        Validated<List<Plan>> read = preparation.plans();
        List<Violation> violations = new ArrayList<>(read.violations());
        violations.addAll(preparation.suiteViolations());
        List<Plan> plans = Mistakes.orFail(
                violations.isEmpty()
                        ? read
                        : Validated.wrong(violations.stream().distinct().toList()));
        Mistakes.orFail(setup.reports());
        for (Plan plan : plans) {
            setup.log()
                    .info(plan.scenario().file() + ": valid in environment '"
                            + plan.environment().name() + "'");
            Feasibility.needs(plan.scenario()).forEach(setup.log()::info);
        }
    }
}
