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
 * Runs chaos tests: one scenario, several, those with a tag, or all. Fails the build on a breach of an SLO, and where
 * nothing was proven.
 */
@Mojo(
        name = "run",
        defaultPhase = LifecyclePhase.INTEGRATION_TEST,
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.NONE,
        threadSafe = true)
final class RunMojo extends ReportingMojo {

    /** Whether this goal fails the build for a verdict. If not, {@code chaos:verify} does it later in the same build. */
    @Parameter(property = "chaos.failOnBreach", defaultValue = "true")
    private boolean failOnBreach;

    /** Whether what an earlier run has left, whose process died, is taken back first. If not, it is refused to start. */
    @Parameter(property = "chaos.recover", defaultValue = "false")
    private boolean recover;

    /**
     * Whether the run ends, as by a signal, when the process is gone that started Maven: in a CI job, the shell of the
     * step. Not for a Maven daemon, which a client does not start.
     */
    @Parameter(property = "chaos.endWithParent", defaultValue = "false")
    private boolean endWithParent;

    /** Whether a step of GitHub Actions gets annotations on the lines of scenarios, and the summary of its job. */
    @Parameter(property = "chaos.github", defaultValue = "true")
    private boolean github;

    /** Whether the messages are sent that are configured. */
    @Parameter(property = "chaos.sendMessages", defaultValue = "true")
    private boolean sendMessages;

    @Override
    void work(ChaosApplication chaos) throws ChaosException, FailureException {
        RunOptions options = new RunOptions(failOnBreach, recover, endWithParent, github, sendMessages);
        chaos.run(options, reports(), NewsOfSession.of(session().getRequest()));
    }
}
