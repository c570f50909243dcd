package dev.holograph.chaos.maven;

import dev.holograph.chaos.adapters.yaml.JsonSchemas;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes JSON Schemas of scenario and environment files. With them, editors complete keys and mark mistakes. The schemas
 * have the kinds of fault, probe and target that are found, also those under {@code <plugin><dependencies>}.
 */
@Mojo(name = "schema", requiresProject = false, threadSafe = true)
final class SchemaMojo extends ChaosMojo {

    /** The folder of the two files, relative to the project. */
    @Parameter(property = "chaos.schemaDirectory", defaultValue = ".chaos/schemas")
    private String schemaDirectory;

    @Override
    void work() throws MojoExecutionException {
        Path folder = workspace().root().resolve(schemaDirectory);
        Kinds kinds = toolbox().kinds();
        write(folder.resolve("scenario.schema.json"), JsonSchemas.scenario(kinds));
        write(folder.resolve("environment.schema.json"), JsonSchemas.environment(kinds));
    }

    private void write(Path file, String schema) throws MojoExecutionException {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, schema);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "cannot write " + file + ": " + e + "; name another folder by -Dchaos.schemaDirectory=…", e);
        }
        getLog().info("Wrote " + workspace().shown(file));
    }
}
