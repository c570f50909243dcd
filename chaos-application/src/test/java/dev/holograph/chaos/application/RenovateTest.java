package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What renovate.json finds by expressions of its own: each what it is meant for, and nothing else. */
class RenovateTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OF_THE_REPOSITORY = Set.of(".git", "target");

    private static final String K6 =
            "chaos-adapters/src/main/resources/dev/holograph/chaos/adapters/load/k6/release.properties";
    private static final String PINS =
            "chaos-application/src/main/resources/dev/holograph/chaos/application/pins.properties";

    private static JsonObject configuration() throws IOException {
        return new JsonObject(Files.readString(ROOT.resolve("renovate.json")));
    }

    @Test
    void findsTheVersionOfK6() throws IOException {
        assertThat(found("k6: its version")).containsExactly(K6 + ": version=" + version("k6"));
    }

    /** All of them: one that stays behind would be refused when k6 is installed. */
    @Test
    void findsTheChecksumOfEachArchiveOfK6() throws IOException {
        List<String> archives = Files.readAllLines(ROOT.resolve(K6)).stream()
                .filter(line -> line.startsWith("k6-"))
                .map(line -> K6 + ": " + line)
                .toList();

        assertThat(archives).hasSize(5);
        assertThat(found("k6: the checksums of its archives")).containsExactlyElementsOf(archives);
    }

    @Test
    void findsThePinsThatAreReleases() throws IOException {
        assertThat(found("Pins of tools"))
                .satisfiesExactly(
                        k6 -> assertThat(k6)
                                .startsWith(PINS + ": k6=" + version("k6") + " |")
                                .endsWith("grafana/k6/releases"),
                        toxiproxy -> assertThat(toxiproxy)
                                .startsWith(PINS + ": Toxiproxy=" + version("Toxiproxy") + " |")
                                .endsWith("Shopify/toxiproxy/releases"));
    }

    @Test
    void findsThePinsOfImages() throws IOException {
        assertThat(found("Pins of images"))
                .containsExactly(
                        PINS + ": image\\ redis=" + version("image redis"),
                        PINS + ": image\\ maven=" + version("image maven"),
                        PINS + ": image\\ eclipse-temurin=" + version("image eclipse-temurin"));
    }

    @Test
    void findsImagesInCommands() throws IOException {
        String redis = "redis:" + version("image redis");
        assertThat(found("Images in commands"))
                .containsExactly(
                        ".github/workflows/ci.yml: docker pull " + redis,
                        ".github/workflows/ci.yml: docker tag " + redis,
                        "docs/guide/staging.md: docker pull " + redis,
                        "docs/guide/staging.md: docker tag " + redis);
    }

    @Test
    void findsTheMavenOfTheSmokeTest() throws IOException {
        assertThat(found("The Maven of the smoke test"))
                .singleElement()
                .asString()
                .matches("\\.ci/run: newer_maven=3\\.\\d+\\.\\d+");
    }

    @Test
    void noExpressionIsWithoutATest() throws IOException {
        assertThat(configuration().getJsonArray("customManagers")).hasSize(6);
    }

    private static String version(String tool) {
        return Pins.ofThisPlugin().all().stream()
                .filter(pin -> pin.tool().equals(tool))
                .findFirst()
                .orElseThrow()
                .version();
    }

    /** The text of each match, with its file before it. */
    private static List<String> found(String description) throws IOException {
        List<String> found = new ArrayList<>();
        for (Object manager : configuration().getJsonArray("customManagers")) {
            JsonObject one = (JsonObject) manager;
            if (one.getString("description").equals(description)) {
                for (String file : files(one.getJsonArray("managerFilePatterns"))) {
                    for (Object expression : one.getJsonArray("matchStrings")) {
                        found.addAll(matches(file, (String) expression));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> matches(String file, String expression) throws IOException {
        List<String> found = new ArrayList<>();
        for (MatchResult match : Pattern.compile(expression)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .toList()) {
            found.add(file + ": " + match.group().strip());
        }
        return found;
    }

    /** Files of the repository whose paths fit one of these patterns, of the form {@code /expression/}. */
    private static List<String> files(JsonArray patterns) throws IOException {
        List<String> all = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OF_THE_REPOSITORY.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                all.add(ROOT.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        });
        return all.stream()
                .filter(file -> patterns.stream()
                        .map(String.class::cast)
                        .map(pattern -> Pattern.compile(pattern.substring(1, pattern.length() - 1)))
                        .anyMatch(pattern -> pattern.matcher(file).find()))
                .sorted()
                .toList();
    }
}
