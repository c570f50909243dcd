package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Moves packs from Git to where their tags and branches are now, shows how that changes the plans of their scenarios, and
 * writes the new commits into {@code chaos.lock}. Starts nothing.
 */
@Mojo(name = "update", requiresProject = false, threadSafe = true)
final class UpdateMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.update();
    }
}
