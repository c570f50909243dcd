package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.JsonSchemas;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.Kinds;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.TargetProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JSON Schemas of scenario, environment and suite files, with the kinds of fault, probe and target that are found. */
final class SchemaFiles {

    /** Where the build has put the schemas of the project's own kinds, which a test holds against the generated ones. */
    private static final String SHIPPED = "dev/holograph/chaos/schemas/";

    private static final List<String> NAMES =
            List.of("scenario.schema.json", "environment.schema.json", "suite.schema.json");

    private SchemaFiles() {}

    /** @param folder relative to the project */
    static void write(Setup setup, String folder) throws ChaosException {
        Path place = setup.workspace().root().resolve(folder);
        try {
            Map<String, byte[]> schemas = othersKinds() ? made(setup.tools().kinds()) : shipped();
            Files.createDirectories(place);
            for (Map.Entry<String, byte[]> schema : schemas.entrySet()) {
                Files.write(place.resolve(schema.getKey()), schema.getValue());
                setup.log().info("Wrote " + setup.workspace().shown(place.resolve(schema.getKey())));
            }
        } catch (IOException e) {
            throw new ChaosException(
                    "cannot write to " + place + ": " + e + "; name another folder by -Dchaos.schemaDirectory=…", e);
        }
    }

    /** Whether a jar beside the plugin brings kinds. Looks for its names alone: to load all kinds takes longer than to write. */
    static boolean othersKinds() throws IOException {
        String shipped = resource(NAMES.get(0)).toString();
        String own = shipped.substring(0, shipped.indexOf(SHIPPED));
        for (Class<?> provider : List.of(DriverProvider.class, ProbeProvider.class, TargetProvider.class)) {
            String file = "META-INF/services/" + provider.getName();
            for (URL found : Collections.list(Kinds.class.getClassLoader().getResources(file))) {
                if (!found.toString().equals(own + file)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By their names, in UTF-8. */
    static Map<String, byte[]> made(Kinds kinds) {
        Map<String, byte[]> schemas = new LinkedHashMap<>();
        schemas.put(NAMES.get(0), JsonSchemas.scenario(kinds).getBytes(StandardCharsets.UTF_8));
        schemas.put(NAMES.get(1), JsonSchemas.environment(kinds).getBytes(StandardCharsets.UTF_8));
        schemas.put(NAMES.get(2), JsonSchemas.suite().getBytes(StandardCharsets.UTF_8));
        return schemas;
    }

    /** The same, as they are: a JVM that has just started takes longer to read text than to copy it. */
    static Map<String, byte[]> shipped() throws IOException {
        Map<String, byte[]> schemas = new LinkedHashMap<>();
        for (String name : NAMES) {
            try (var in = resource(name).openStream()) {
                schemas.put(name, in.readAllBytes());
            }
        }
        return schemas;
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Kinds.class.getClassLoader().getResource(SHIPPED + name), name);
    }
}
