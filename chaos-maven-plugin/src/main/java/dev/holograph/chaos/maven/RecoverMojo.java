package dev.holograph.chaos.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Takes back what runs have left whose process was killed or whose machine went down: by their journals, with the same
 * undo that the run itself would have called. Harmless where there is nothing to take back.
 */
@Mojo(name = "recover", requiresProject = false, threadSafe = true)
final class RecoverMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        int runs = new Leftovers(new KnownRuns(state()), toolbox(), getLog()).takeBack();
        getLog().info(runs == 0 ? "No run has left anything to take back" : "All is taken back");
    }
}
