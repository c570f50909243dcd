package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.FailureException;
import dev.holograph.chaos.application.RunOptions;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Runs chaos tests: one scenario, several, those with a tag, or all. Fails the build on an SLO breach, and if a run
 * proved nothing.
 */
@Mojo(
        name = "run",
        defaultPhase = LifecyclePhase.INTEGRATION_TEST,
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.NONE,
        threadSafe = true)
final class RunMojo extends PacingMojo {

    /** Fail the build on a bad verdict. If {@code false}, {@code chaos:verify} fails it later in the same build. */
    @Parameter(property = "chaos.failOnBreach", defaultValue = "true")
    private boolean failOnBreach;

    /** Undo faults that a crashed run left behind before starting. If {@code false}, the goal refuses to start. */
    @Parameter(property = "chaos.recover", defaultValue = "false")
    private boolean recover;

    /**
     * End the run, as a signal would, when the process that started Maven ends: in a CI job, the shell of the step. Do
     * not use it with the Maven daemon, whose clients do not start it.
     */
    @Parameter(property = "chaos.endWithParent", defaultValue = "false")
    private boolean endWithParent;

    /** In GitHub Actions, write annotations on the lines of scenarios, and the job's step summary. */
    @Parameter(property = "chaos.github", defaultValue = "true")
    private boolean github;

    /** Send the configured messages. */
    @Parameter(property = "chaos.sendMessages", defaultValue = "true")
    private boolean sendMessages;

    @Override
    void work(ChaosApplication chaos) throws ChaosException, FailureException {
        RunOptions options =
                new RunOptions(failOnBreach, recover, endWithParent, github, sendMessages, failFast, pace, parallel);
        chaos.run(options, reports(), NewsOfSession.of(session().getRequest()));
    }
}
