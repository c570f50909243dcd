package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PlanText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What runs would do, when, to what, and how it would be undone. */
final class PlanPreview {

    private PlanPreview() {}

    /** @throws ChaosException also if a fault could outlast the guard's window, one scenario after the other */
    static void tell(Setup setup) throws ChaosException {
        Preparation preparation = setup.preparation();
        List<Plan> plans = Mistakes.orFail(preparation.previews());
        preparation.suite().map(ScenarioList::of).ifPresent(setup.log()::info);
        for (Plan plan : plans) {
            PlanText.of(plan).forEach(setup.log()::info);
        }
        setup.log()
                .info(Preparation.NO_RUN_YET + " (" + Preparation.NO_RUN_YET.toLowerCase(Locale.ROOT)
                        + " in names of a cluster) stands for the id that a run gets when it begins");
        List<String> refusals = new Guardrails(plans.get(0).environment()).tooLong(plans, Instant.now());
        if (!refusals.isEmpty()) {
            throw new ChaosException("would be refused: " + String.join("; and ", refusals));
        }
    }
}
