package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Says what a run would do, when, to what, and how it would be undone. Starts and touches nothing. Fails if a fault
 * could outlast the guard's window when the scenarios are run one after the other.
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
final class PlanMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.plan();
    }
}
