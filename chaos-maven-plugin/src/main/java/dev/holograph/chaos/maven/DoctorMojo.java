package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Looks whether everything that an environment needs is at hand, and says what to do where it is not. Starts nothing.
 * Fails where a run could not go ahead.
 */
@Mojo(name = "doctor", requiresProject = false, requiresDependencyResolution = ResolutionScope.NONE, threadSafe = true)
final class DoctorMojo extends ChaosMojo {

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.doctor();
    }
}
