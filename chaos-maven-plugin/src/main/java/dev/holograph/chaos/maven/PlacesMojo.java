package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that name folders and programs. */
abstract class PlacesMojo extends ChoosingMojo {

    /** Folder of the scenarios, relative to the project. */
    @Parameter(property = "chaos.scenarioDirectory", defaultValue = "scenarios")
    private String scenarioDirectory;

    /** Folder of the environments, relative to the project. */
    @Parameter(property = "chaos.environmentDirectory", defaultValue = "environments")
    private String environmentDirectory;

    /** Path of the k6 executable. By default k6 is looked up on the PATH. */
    @Parameter(property = "chaos.k6")
    private @Nullable File k6;

    /**
     * Folder of the files that must survive {@code mvn clean}: journals of unfinished runs and records of their
     * processes. By default {@code .chaos-maven-plugin} in the user's home.
     */
    @Parameter(property = "chaos.stateDirectory")
    private @Nullable File stateDirectory;

    final Workspace workspace() {
        return ProjectFolders.of(session(), project(), scenarioDirectory, environmentDirectory);
    }

    /** The folder of what must outlive {@code mvn clean}. */
    final Path state() {
        return stateDirectory == null
                ? Path.of(System.getProperty("user.home"), ".chaos-maven-plugin")
                : stateDirectory.toPath().toAbsolutePath();
    }

    final Map<String, String> settings() {
        Map<String, String> settings =
                BuildSettings.of(pomProperties(), session().getUserProperties());
        settings.put("chaos.stateDirectory", state().toString());
        if (k6 != null) {
            settings.put("chaos.k6", k6.getPath());
        }
        return settings;
    }
}
