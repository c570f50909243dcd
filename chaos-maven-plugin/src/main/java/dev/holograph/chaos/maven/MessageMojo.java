package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Sends a test message to all who would get one about a run in this environment, whatever their occasion. Runs nothing.
 * Fails if a message is not sent.
 */
@Mojo(name = "message", requiresProject = false, threadSafe = true)
final class MessageMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.message();
    }
}
