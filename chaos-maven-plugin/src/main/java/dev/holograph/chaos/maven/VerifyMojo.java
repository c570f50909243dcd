package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.FailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build for the verdicts of the runs that this build has finished with {@code chaos.failOnBreach=false}, so
 * that {@code post-integration-test} could clean up first.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
final class VerifyMojo extends ChaosMojo {

    /** What a run that proved nothing does to the build: {@code fail} or {@code warn}. */
    @Parameter(property = "chaos.notProven", defaultValue = "fail")
    private String notProven;

    @Override
    void work(ChaosApplication chaos) throws ChaosException, FailureException {
        chaos.verify(notProven);
    }
}
