package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.local.ArtifactResolver;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.ServiceSpec.Kind;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds jars of services that are older than the sources they were built from: a run would test what was there before. */
final class StaleJars {

    /** From {@code target/shop.jar}, {@code build/libs/shop.jar} or {@code target/quarkus-app/lib/shop.jar}. */
    private static final int FOLDERS_UP = 4;

    private static final List<String> BUILDS = List.of("pom.xml", "build.gradle", "build.gradle.kts");

    private static final List<String> SOURCES = Stream.of("java", "kotlin", "scala", "groovy", "resources")
            .map(kind -> "src/main/" + kind)
            .toList();

    private final Path root;
    private final ArtifactResolver artifacts;

    /** @param root of the project, which commands are relative to */
    StaleJars(Path root, ArtifactResolver artifacts) {
        this.root = root;
        this.artifacts = artifacts;
    }

    /** A sentence for each. Where nobody knows the sources, nothing is said. */
    List<String> of(Environment environment) {
        List<String> found = new ArrayList<>();
        for (ServiceSpec service : environment.services()) {
            for (Path jar : jars(service.kind())) {
                newerSource(jar)
                        .ifPresent(source -> found.add(shown(jar) + ", which service '" + service.name()
                                + "' runs, is older than " + shown(source)
                                + ": this run tests what the jar was built from; package it first"));
            }
        }
        return found;
    }

    private List<Path> jars(Kind kind) {
        try {
            if (kind instanceof Kind.Artifact artifact) {
                return List.of(artifacts.resolve(artifact.coordinates()));
            }
        } catch (DriverException e) {
            return List.of(); // the start says so
        }
        return kind instanceof Kind.Command command
                ? command.words().stream()
                        .filter(word -> word.endsWith(".jar"))
                        .map(this::file)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }

    /** Empty where the word is no path here, such as {@code -javaagent:agent.jar} on Windows. */
    private Optional<Path> file(String word) {
        try {
            return Optional.of(root.resolve(word).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The newest source of the module that has this jar, if the jar is older. */
    private static Optional<Path> newerSource(Path jar) {
        Path module = Files.isRegularFile(jar) ? module(jar) : null;
        if (module == null) {
            return Optional.empty();
        }
        FileTime built = built(jar);
        return SOURCES.stream()
                .map(module::resolve)
                .filter(Files::isDirectory)
                .flatMap(StaleJars::files)
                .filter(file -> modified(file).compareTo(built) > 0)
                .max(Comparator.comparing(StaleJars::modified).thenComparing(Comparator.naturalOrder()));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }

    /** Spring Boot gives a jar the time that a reproducible build names, and leaves what it repackaged beside it. */
    private static FileTime built(Path jar) {
        FileTime original = modified(jar.resolveSibling(jar.getFileName() + ".original"));
        FileTime own = modified(jar);
        return own.compareTo(original) > 0 ? own : original;
    }

    private static @Nullable Path module(Path jar) {
        Path folder = jar.getParent();
        for (int i = 0; i < FOLDERS_UP && folder != null; i++) {
            Path at = folder;
            if (BUILDS.stream().anyMatch(build -> Files.isRegularFile(at.resolve(build)))) {
                return folder;
            }
            folder = folder.getParent();
        }
        return null;
    }

    /** The beginning of time for a file that is not there. */
    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private String shown(Path file) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }
}
