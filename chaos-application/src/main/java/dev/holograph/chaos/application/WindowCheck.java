package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.Plan;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Holds all scenarios of a build against the guard's window: one after the other they may need more than it has left. */
final class WindowCheck {

    private WindowCheck() {}

    /**
     * Refuses several scenarios before the first of them is begun. A closed window, and a scenario alone, are refused by
     * the run itself, which writes a report.
     *
     * @return the plans
     */
    static List<Plan> checked(List<Plan> plans, Clock clock) throws ChaosException {
        Guardrails rules = new Guardrails(plans.get(0).environment());
        Instant now = clock.instant();
        List<String> refusals = plans.size() > 1 && rules.closed(now).isEmpty() ? rules.tooLong(plans, now) : List.of();
        if (!refusals.isEmpty()) {
            throw new ChaosException("refused, nothing was started: " + String.join("; and ", refusals));
        }
        return plans;
    }
}
