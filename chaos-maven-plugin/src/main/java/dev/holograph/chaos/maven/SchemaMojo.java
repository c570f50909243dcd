package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes JSON Schemas of scenario, suite and environment files. With them, editors complete keys and mark mistakes. The
 * schemas have the kinds of fault, probe and target that are found, also those under {@code <plugin><dependencies>}.
 */
@Mojo(name = "schema", requiresProject = false, threadSafe = true)
final class SchemaMojo extends ChaosMojo {

    /** The folder of the two files, relative to the project. */
    @Parameter(property = "chaos.schemaDirectory", defaultValue = ".chaos/schemas")
    private String schemaDirectory;

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.schemas(schemaDirectory);
    }
}
