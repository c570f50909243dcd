package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PlanText;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/** Says what a run would do, when, to what, and how it would be undone. Starts and touches nothing. */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
final class PlanMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        for (Plan plan : orFail(preparation(toolbox()).plans())) {
            PlanText.of(plan).forEach(getLog()::info);
        }
    }
}
