package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PlanText;
import java.time.Instant;
import java.util.List;

/** What runs would do, when, to what, and how it would be undone. */
final class PlanPreview {

    private PlanPreview() {}

    /** @throws ChaosException also if a fault could outlast the guard's window, one scenario after the other */
    static void tell(Setup setup) throws ChaosException {
        setup.warnOfOverlooked();
        Preparation preparation = setup.preparation();
        List<Plan> plans = setup.sound(preparation.previews());
        preparation.suite().map(ScenarioList::of).ifPresent(setup.log()::info);
        for (Plan plan : plans) {
            PlanText.of(plan).forEach(setup.log()::info);
        }
        List<String> refusals = new Guardrails(plans.get(0).environment()).tooLong(plans, Instant.now());
        if (!refusals.isEmpty()) {
            throw new ChaosException("would be refused: " + String.join("; and ", refusals));
        }
    }
}
