package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.spi.Check;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Looks whether everything that an environment needs is at hand, and says what to do where it is not. Starts nothing.
 * Fails where a run could not go ahead.
 */
@Mojo(name = "doctor", requiresProject = false, requiresDependencyResolution = ResolutionScope.NONE, threadSafe = true)
final class DoctorMojo extends ChaosMojo {

    private final Artifacts artifacts;

    @Inject
    DoctorMojo(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    void work() throws MojoExecutionException {
        Toolbox tools = toolbox();
        Preparation preparation = preparation(tools);
        Environment environment = orFail(preparation.soundEnvironment());
        Workspace workspace = workspace();
        RunFolders folders =
                new RunFolders(workspace, state(), workspace.output().resolve("ChaosReport.md"));
        getLog().info("Environment '" + environment.name() + "': " + environment.title());
        Leftovers leftovers = new Leftovers(new KnownRuns(state()), tools, getLog());
        List<Check> checks = new Doctor(tools, folders, artifacts.of(session()), leftovers)
                .look(environment, preparation.readableScenarios());
        CheckTable.of(checks).forEach(getLog()::info);
        Doctor.failIfIll(checks);
    }
}
