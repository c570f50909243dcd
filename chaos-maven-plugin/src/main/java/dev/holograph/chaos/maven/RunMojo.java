package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import java.nio.file.Path;
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
        List<Plan> plans = orFail(preparation(tools).plans());
        Reports reports = reports();
        BuildNews news = news(tools, plans.get(0).environment(), reports);
        List<Summary.Entry> entries;
        // Until the verdict is told: a run that a signal stopped has its report and its last words too.
        try (Termination termination = new Termination();
                ParentWatch watch = endWithParent ? ParentWatch.begin(termination) : null) {
            Runs runs =
                    new Runs(tools, reports, judgement, artifacts.of(session()), termination, news::ended, getLog());
            entries = news.after(() -> run(plans, runs, tools, reports, judgement));
        }
        if (failOnBreach) {
            judgement.failIfDue(entries);
        }
    }

    private List<Summary.Entry> run(List<Plan> plans, Runs runs, Toolbox tools, Reports reports, Judgement judgement)
            throws MojoExecutionException, MojoFailureException {
        Leftovers leftovers = new Leftovers(new KnownRuns(state()), tools, getLog());
        if (recover) {
            leftovers.takeBack();
        } else {
            leftovers.refuse();
        }
        List<Summary.Entry> entries = runs.all(plans, session().getRequest().isInteractiveMode());
        try {
            Path output = workspace().output();
            Summary.append(output, session().getStartTime(), entries);
            reports.junit(Summary.of(output, session().getStartTime()), Judgement.isStrict(notProven()));
        } catch (MojoExecutionException e) {
            // chaos:verify would know nothing of it
            String problem = String.valueOf(e.getMessage());
            getLog().error(problem);
            judgement.failIfDue(
                    entries.stream().map(entry -> entry.unwritten(problem)).toList());
        }
        return entries;
    }

    private BuildNews news(Toolbox tools, Environment environment, Reports reports) throws MojoExecutionException {
        return new BuildNews(
                sendMessages ? orFail(tools.messages(environment)) : List.of(),
                new MessageSender(tools.messageContext(), getLog()),
                reports,
                environment.name(),
                System::getenv,
                Clock.systemUTC(),
                getLog());
    }
}
