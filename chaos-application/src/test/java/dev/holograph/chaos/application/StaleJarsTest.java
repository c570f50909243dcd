package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.spi.DriverException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleJarsTest {

    private static final Instant BUILT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path root;

    private List<String> of(String kind) throws Exception {
        Path file = root.resolve("local.yaml");
        Files.writeString(
                file,
                "title: Here\nservices:\n  shop:\n    " + kind
                        + "\ntargets:\n  shop: { url: \"http://{shop.address}\" }\n");
        Environment environment = new EnvironmentReader(
                        new ProviderRegistry(Map.of(), (variable, id) -> Optional.empty()).kinds(),
                        new Placeholders(Map.of(), name -> null))
                .read(file, "local.yaml")
                .get();
        return new StaleJars(root, coordinates -> {
                    if (coordinates.startsWith("com.example")) {
                        return root.resolve("shop/target/shop.jar");
                    }
                    throw new DriverException("there is none");
                })
                .of(environment);
    }

    private void put(String name, long secondsAfter) throws Exception {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(BUILT.plusSeconds(secondsAfter)));
    }

    private void project() throws Exception {
        put("shop/pom.xml", 20);
        put("shop/src/main/java/Shop.java", -10);
        put("shop/src/main/docker/Dockerfile", 10);
        put("shop/src/test/java/ShopTest.java", 10);
        put("shop/target/shop.jar", 0);
    }

    private static final String COMMAND = "command: [java, -jar, shop/target/shop.jar, --port, '{port}']";
    private static final String ARTIFACT = "artifact: com.example:shop:1";

    @Test
    void aJarThatIsNewerThanItsSourcesIsNoConcern() throws Exception {
        project();
        assertThat(of(COMMAND)).isEmpty();
        assertThat(of(ARTIFACT)).isEmpty();
    }

    @Test
    void oneThatIsOlderIsNamedWithTheSource() throws Exception {
        project();
        put("shop/src/main/resources/shop.properties", 10);
        String words = "shop/target/shop.jar, which service 'shop' runs, is older than"
                + " shop/src/main/resources/shop.properties: this run tests what the jar was built from; package it"
                + " first";
        assertThat(of(COMMAND)).containsExactly(words);
        assertThat(of(ARTIFACT)).containsExactly(words);
    }

    /** As Spring Boot does in a build that is to give the same bytes each time. */
    @Test
    void aJarWithTheTimeOfAReproducibleBuildIsAsOldAsWhatItWasMadeFrom() throws Exception {
        project();
        put("shop/target/shop.jar", -1000);
        assertThat(of(COMMAND)).hasSize(1);
        put("shop/target/shop.jar.original", 0);
        assertThat(of(COMMAND)).isEmpty();
    }

    @Test
    void aJarOfAnotherModuleIsHeldAgainstThatModulesSources() throws Exception {
        root = Files.createDirectories(root.resolve("it"));
        put("../shop/pom.xml", 0);
        put("../shop/src/main/java/Shop.java", 10);
        put("../shop/target/shop.jar", 0);
        put("src/main/java/Other.java", 20);
        assertThat(of("command: [java, -jar, ../shop/target/shop.jar]"))
                .hasSize(1)
                .allSatisfy(words -> assertThat(words).contains("Shop.java"));
    }

    @Test
    void whatHasNoSourcesHereOrIsNotThereIsLeftToTheStart() throws Exception {
        assertThat(of(COMMAND)).isEmpty();
        put("shop/target/shop.jar", 0);
        assertThat(of(COMMAND)).isEmpty();
        assertThat(of("artifact: org.example:other:1")).isEmpty();
        assertThat(of("type: redis")).isEmpty();
    }
}
