package dev.holograph.chaos.maven;

import dev.holograph.chaos.adapters.load.k6.K6Installer;
import dev.holograph.chaos.spi.DriverException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** Programs that the plugin installs. */
final class Tools {

    private Tools() {}

    /**
     * Installs k6.
     *
     * @param source where it is
     * @param sha256 {@code null}: the one that k6 publishes
     * @return what is there now, in one sentence
     */
    static String installK6(Path state, K6Source source, @Nullable String sha256, Consumer<String> progress)
            throws MojoExecutionException {
        try {
            return new K6Installer(state, source.baseUrl(), sha256, source.route()).install(progress);
        } catch (DriverException e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted while k6 was being installed", e);
        }
    }
}
