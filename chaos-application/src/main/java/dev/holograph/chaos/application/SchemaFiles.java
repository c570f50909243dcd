package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.JsonSchemas;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON Schemas of scenario, environment and suite files, with the kinds of fault, probe and target that are found. */
final class SchemaFiles {

    private SchemaFiles() {}

    /** @param folder relative to the project */
    static void write(Setup setup, String folder) throws ChaosException {
        Path place = setup.workspace().root().resolve(folder);
        Kinds kinds = setup.tools().kinds();
        write(setup, place.resolve("scenario.schema.json"), JsonSchemas.scenario(kinds));
        write(setup, place.resolve("environment.schema.json"), JsonSchemas.environment(kinds));
        write(setup, place.resolve("suite.schema.json"), JsonSchemas.suite());
    }

    private static void write(Setup setup, Path file, String schema) throws ChaosException {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, schema);
        } catch (IOException e) {
            throw new ChaosException(
                    "cannot write " + file + ": " + e + "; name another folder by -Dchaos.schemaDirectory=…", e);
        }
        setup.log().info("Wrote " + setup.workspace().shown(file));
    }
}
