package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Choices;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that say where scenarios run, and with what. */
abstract class ChoosingMojo extends PhasesMojo {

    /** Environment to run in: the name of a file in the folder {@code environments}, without its extension. */
    @Parameter(property = "chaos.environment", defaultValue = Choices.LOCAL)
    private String environment;

    /** Seed of all random choices. The same seed makes the same choices. By default each run has a new seed. */
    @Parameter(property = "chaos.seed")
    private @Nullable Long seed;

    /** Load engine, overriding the environment's: {@code auto}, {@code k6} or {@code embedded}. */
    @Parameter(property = "chaos.load")
    private @Nullable String load;

    /**
     * Folder of Mustache templates that replace parts of ChaosReport.md or add to it, relative to the project. The goal
     * checks them before it starts anything. By default the plugin's own templates are used.
     */
    @Parameter(property = "chaos.templatesDirectory")
    private @Nullable String templatesDirectory;

    final Choices choices() {
        return new Choices(selectors(), environment, lengths(), seed, load, templatesDirectory);
    }
}
