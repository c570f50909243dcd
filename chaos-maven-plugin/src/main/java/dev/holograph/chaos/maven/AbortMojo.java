package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;

/** Ends the runs that go on for this user in other processes: they take everything back, and end as interrupted. */
@Mojo(name = "abort", requiresProject = false, threadSafe = true)
final class AbortMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.abort();
    }
}
