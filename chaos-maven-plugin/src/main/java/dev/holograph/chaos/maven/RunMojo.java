package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Plan;
import java.time.Clock;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
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

    private final Artifacts artifacts;

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

    @Inject
    RunMojo(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    void work() throws MojoExecutionException, MojoFailureException {
        Judgement judgement = new Judgement(Judgement.isStrict(notProven()));
        Toolbox tools = toolbox();
        List<Plan> plans = WindowCheck.checked(orFail(preparation(tools).plans()), Clock.systemUTC());
        Reports reports = reports();
        Outlook.of(plans, Clock.systemUTC()).forEach(getLog()::info);
        BuildNews build = BuildNews.of(session().getRequest());
        var news = ExecutionNews.of(build, tools, plans.get(0).environment(), sendMessages, reports, top(), getLog());
        List<Summary.Entry> entries;
        // Until the verdict is told: a run that a signal stopped has its report and its last words too.
        try (Termination termination = new Termination();
                ParentWatch watch = endWithParent ? ParentWatch.begin(termination) : null) {
            Runs runs =
                    new Runs(tools, reports, judgement, artifacts.of(session()), termination, news::ended, getLog());
            entries = news.after(() -> run(plans, runs, tools, reports, judgement), termination::hasBegun);
        }
        OutcomeTable.of(entries, workspace().root()).forEach(getLog()::info);
        if (failOnBreach) {
            judgement.failIfDue(entries);
        }
    }

    private List<Summary.Entry> run(List<Plan> plans, Runs runs, Toolbox tools, Reports reports, Judgement judgement)
            throws MojoExecutionException, MojoFailureException {
        new Leftovers(new KnownRuns(state()), tools, getLog()).beforeARun(recover);
        Summary.begin(workspace().output(), session().getStartTime(), Summary.Due.of(plans));
        List<Summary.Entry> entries = runs.all(plans, session().getRequest().isInteractiveMode());
        try {
            reports.build(
                    entries,
                    session().getStartTime(),
                    Judgement.isStrict(notProven()),
                    github ? new GitHubActions(System::getenv, workspace().root(), System.out, getLog()) : null);
        } catch (MojoExecutionException e) {
            // chaos:verify would know nothing of it
            String problem = String.valueOf(e.getMessage());
            getLog().error(problem);
            judgement.failIfDue(
                    entries.stream().map(entry -> entry.unwritten(problem)).toList());
        }
        return entries;
    }
}
