package dev.holograph.chaos.application;

import dev.holograph.chaos.application.init.FirstFiles;
import dev.holograph.chaos.application.init.ProjectModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A project's first scenario and environment, and the schemas by which an editor completes them. */
final class FirstScenario {

    private static final String SCHEMAS = ".chaos/schemas";

    private FirstScenario() {}

    static void write(Setup setup, List<ProjectModule> modules, String version) throws ChaosException {
        Workspace workspace = setup.workspace();
        Path root = workspace.root();
        try {
            Path folder = new FirstFiles(
                            root,
                            root.relativize(workspace.scenarios()),
                            root.relativize(workspace.environments()),
                            setup.log()::info)
                    .write(modules, version)
                    .orElseThrow(() -> new ChaosException("found no application to start in " + root
                            + ", and no k6 script: neither Spring Boot with a web starter, nor Quarkus, nor a main class"
                            + " with a server, nor a script that imports k6; call this where the application's POM is,"
                            + " or write the two files by docs/guide/scenario.md and docs/guide/environment.md"));
            SchemaFiles.write(setup, folder.resolve(SCHEMAS).toString());
        } catch (IOException e) {
            throw new ChaosException("cannot look at " + root + " or write there: " + e, e);
        }
    }
}
