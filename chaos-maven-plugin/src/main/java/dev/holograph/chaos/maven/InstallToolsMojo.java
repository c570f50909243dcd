package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Installs the k6 version that this plugin is tested with, below {@code chaos.stateDirectory}, where the other goals find
 * it. Downloads nothing if it is installed already.
 */
@Mojo(name = "install-tools", requiresProject = false, threadSafe = true)
final class InstallToolsMojo extends ChaosMojo {

    /** Where k6's releases are: GitHub's {@code https://github.com/grafana/k6/releases/download}, or a mirror of it.
     * By default the {@code <mirror>} of {@code k6} in settings.xml, else GitHub. */
    @Parameter(property = "chaos.k6.baseUrl")
    private @Nullable String k6BaseUrl;

    /** The SHA-256 of the archive for this platform. By default the one that k6 has published. */
    @Parameter(property = "chaos.k6.sha256")
    private @Nullable String k6Sha256;

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        K6Source source = K6Source.of(session(), k6BaseUrl);
        chaos.installK6(source.baseUrl(), source.route(), k6Sha256);
    }
}
