package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PlanText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Says what a run would do, when, to what, and how it would be undone. Starts and touches nothing. Fails if the last
 * fault could outlast the guard's window.
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
final class PlanMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        List<String> refusals = new ArrayList<>();
        for (Plan plan : orFail(preparation(toolbox()).plans())) {
            PlanText.of(plan).forEach(getLog()::info);
            new Guardrails(plan.environment())
                    .tooLong(plan, Instant.now())
                    .ifPresent(
                            why -> refusals.add("scenario '" + plan.scenario().name() + "': " + why));
        }
        if (!refusals.isEmpty()) {
            throw new MojoExecutionException("would be refused: " + String.join("; and ", refusals));
        }
    }
}
