package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes a first scenario, its environment and their JSON Schemas for this project, and shows the plugin block for its
 * POM. Says what was guessed and from which line. Changes no file that is there, and starts nothing. Of several modules
 * it takes the first with an application that can be started.
 */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
final class InitMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.init(ProjectModules.of(session()), execution().getVersion());
    }
}
