package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.scenario.Feasibility;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Checks scenarios, their environment, and templates of the report: all mistakes at once, with line and column. Starts and touches nothing. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
final class ValidateMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        List<Plan> plans = orFail(preparation(toolbox()).plans());
        orFail(reports(workspace().output().resolve(REPORT), Map.of()));
        for (Plan plan : plans) {
            getLog().info(plan.scenario().file() + ": valid in environment '"
                    + plan.environment().name() + "'");
            Feasibility.needs(plan.scenario()).forEach(getLog()::info);
        }
    }
}
