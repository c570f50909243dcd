package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.JsonSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON Schemas of scenario and environment files, with the faults of all drivers that are found. */
final class SchemaFiles {

    private SchemaFiles() {}

    /** @param folder relative to the project */
    static void write(Setup setup, String folder) throws ChaosException {
        Path place = setup.workspace().root().resolve(folder);
        write(
                setup,
                place.resolve("scenario.schema.json"),
                JsonSchemas.scenario(setup.tools().drivers().faults()));
        write(setup, place.resolve("environment.schema.json"), JsonSchemas.environment());
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
