package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PlanText;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Says what a run would do, when, to what, and how it would be undone. Starts and touches nothing. Fails if a fault
 * could outlast the guard's window when the scenarios are run one after the other.
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
final class PlanMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        List<Plan> plans = orFail(preparation(toolbox()).plans());
        for (Plan plan : plans) {
            PlanText.of(plan).forEach(getLog()::info);
        }
        List<String> refusals = new Guardrails(plans.get(0).environment()).tooLong(plans, Instant.now());
        if (!refusals.isEmpty()) {
            throw new MojoExecutionException("would be refused: " + String.join("; and ", refusals));
        }
    }
}
