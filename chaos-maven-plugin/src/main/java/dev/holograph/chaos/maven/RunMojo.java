package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

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
final class RunMojo extends ChaosMojo {

    private final Artifacts artifacts;

    /** Where ChaosReport.md is written, relative to the project. By default {@code target/chaos/ChaosReport.md}. */
    @Parameter(property = "chaos.report")
    private @Nullable String report;

    /** What a run that proved nothing does to the build: {@code fail} or {@code warn}. */
    @Parameter(property = "chaos.notProven", defaultValue = "fail")
    private String notProven;

    /** Whether this goal fails the build for a verdict. If not, {@code chaos:verify} does it later in the same build. */
    @Parameter(property = "chaos.failOnBreach", defaultValue = "true")
    private boolean failOnBreach;

    /** Whether what an earlier run has left, whose process died, is taken back first. If not, it is refused to start. */
    @Parameter(property = "chaos.recover", defaultValue = "false")
    private boolean recover;

    @Inject
    RunMojo(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    void work() throws MojoExecutionException, MojoFailureException {
        Judgement judgement = new Judgement(Judgement.isStrict(notProven));
        Toolbox tools = toolbox();
        List<Plan> plans = orFail(preparation(tools).plans());
        Leftovers leftovers = new Leftovers(new KnownRuns(state()), tools, getLog());
        if (recover) {
            leftovers.takeBack();
        } else {
            leftovers.refuse();
        }
        Workspace workspace = workspace();
        Path reportFile = report == null
                ? workspace.output().resolve("ChaosReport.md")
                : workspace.root().resolve(report);
        RunFolders folders = new RunFolders(workspace, state(), reportFile);
        List<Summary.Entry> entries;
        // Until the verdict is told: a run that a signal stopped has its report and its last words too.
        try (Termination termination = new Termination()) {
            Runs runs = new Runs(tools, folders, artifacts.of(session()), termination, getLog());
            entries = runs.all(plans, session().getRequest().isInteractiveMode());
            Summary.append(workspace.output(), session().getStartTime(), entries);
            judgement.tell(entries, getLog());
        }
        if (failOnBreach) {
            judgement.failIfDue(entries);
        }
    }
}
