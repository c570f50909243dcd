package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;

/** Lists the scenarios with their faults, targets, lengths and tags. */
@Mojo(name = "list", requiresProject = false, threadSafe = true)
final class ListMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.list();
    }
}
