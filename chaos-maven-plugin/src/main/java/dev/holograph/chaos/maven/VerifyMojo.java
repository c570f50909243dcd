package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.FailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build if one of its runs with {@code chaos.failOnBreach=false} had a bad verdict. Bind it to {@code verify},
 * so that {@code post-integration-test} can clean up first.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
final class VerifyMojo extends ChaosMojo {

    /** Effect of a NOT PROVEN run on the build: {@code fail} or {@code warn}. */
    @Parameter(property = "chaos.notProven", defaultValue = "fail")
    private String notProven;

    @Override
    void work(ChaosApplication chaos) throws ChaosException, FailureException {
        chaos.verify(notProven);
    }
}
