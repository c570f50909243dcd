package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Takes back what runs have left whose process was killed or whose machine went down: by their journals, with the same
 * undo that the run itself would have called; ends the services and the load that still run; and in the environment that is named, by the marks on what they have left
 * there. Harmless where there is nothing to take back.
 */
@Mojo(name = "recover", requiresProject = false, threadSafe = true)
final class RecoverMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.recover();
    }
}
