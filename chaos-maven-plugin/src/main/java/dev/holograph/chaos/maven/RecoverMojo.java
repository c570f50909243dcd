package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.spi.DriverException;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Takes back what runs have left whose process was killed or whose machine went down: by their journals, with the same
 * undo that the run itself would have called; ends the services and the load that still run; and in the environment that is named, by the marks on what they have left
 * there. Harmless where there is nothing to take back.
 */
@Mojo(name = "recover", requiresProject = false, threadSafe = true)
final class RecoverMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        Toolbox tools = toolbox();
        KnownRuns known = new KnownRuns(state());
        Leftovers leftovers = new Leftovers(known, tools, getLog());
        int processes = leftovers.endProcesses();
        int runs = leftovers.takeBack();
        getLog().info(
                        runs + processes == 0
                                ? "No run of this user has left anything to take back"
                                : "All is taken back");
        if (isEnvironmentNamed()) {
            sweep(tools, orFail(preparation(tools).environment()), known.aliveIds());
        }
    }

    private void sweep(Toolbox tools, Environment environment, Set<String> alive) throws MojoExecutionException {
        try {
            tools.sweep(environment, alive, getLog()::info);
            getLog().info("Environment '" + environment.name() + "' is clean");
        } catch (DriverException e) {
            throw new MojoExecutionException(
                    "environment '" + environment.name() + "' could not be swept: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted; call chaos:recover again", e);
        }
    }
}
