package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Choices;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that say where scenarios run, and with what. */
abstract class ChoosingMojo extends PhasesMojo {

    /** The environment to run in: the name of a file in the folder {@code environments}. */
    @Parameter(property = "chaos.environment", defaultValue = Choices.LOCAL)
    private String environment;

    /** Seed of all random choices; the same seed makes the same choices. By default a new one for each run. */
    @Parameter(property = "chaos.seed")
    private @Nullable Long seed;

    /** What drives the load in place of what the environment says: {@code auto}, {@code k6} or {@code embedded}. */
    @Parameter(property = "chaos.load")
    private @Nullable String load;

    /**
     * A folder with Mustache templates that replace parts of ChaosReport.md or add to it, relative to the project. Checked
     * before anything is started. By default there is none: the report has the plugin's own.
     */
    @Parameter(property = "chaos.templatesDirectory")
    private @Nullable String templatesDirectory;

    final Choices choices() {
        return new Choices(selectors(), environment, lengths(), seed, load, templatesDirectory);
    }
}
