package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Checks scenarios, their environment, and templates of the report: all mistakes at once, with line and column. Starts and touches nothing. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
final class ValidateMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.validate();
    }
}
