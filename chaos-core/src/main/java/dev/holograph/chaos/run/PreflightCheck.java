package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.spi.DriverException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether a plan may be carried out as the world is, before anything is touched; all refusals at once. */
final class PreflightCheck {

    private final Plan plan;
    private final RunDependencies tools;
    private final Guardrails rules;

    PreflightCheck(Plan plan, RunDependencies tools) {
        this.plan = plan;
        this.tools = tools;
        this.rules = new Guardrails(plan.environment());
    }

    /** @throws DriverException with every refusal, if there is one */
    void check() throws DriverException, InterruptedException {
        List<String> refusals = new ArrayList<>();
        Instant now = tools.clock().now();
        rules.closed(now).ifPresentOrElse(refusals::add, () -> refusals.addAll(rules.tooLong(List.of(plan), now)));
        for (Prepared<?> prepared : plan.faults()) {
            refusals.addAll(refusals(prepared));
        }
        refuse(refusals);
    }

    /** When no fault may be on any more; empty: never. */
    Optional<Instant> windowEnd() {
        return rules.closes(tools.clock().now());
    }

    /** Once more, just before an injection: the hour may be another, and pods may have gone meanwhile. */
    void check(Prepared<?> prepared) throws DriverException, InterruptedException {
        List<String> refusals = new ArrayList<>();
        rules.closed(tools.clock().now()).ifPresent(refusals::add);
        refusals.addAll(refusals(prepared));
        refuse(refusals);
    }

    private List<String> refusals(Prepared<?> prepared) throws InterruptedException {
        try {
            return rules.refusals(
                    prepared.step(),
                    prepared.target(),
                    tools.drivers().of(prepared).preflight(prepared));
        } catch (DriverException e) {
            return List.of("fault '" + prepared.step().name() + "': " + e.getMessage());
        }
    }

    private static void refuse(List<String> refusals) throws DriverException {
        if (!refusals.isEmpty()) {
            throw new DriverException("refused: " + String.join("; and ", refusals));
        }
    }
}
