package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.local.ArtifactResolver;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.ServiceSpec.Kind;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds jars of services that are older than the sources they were built from: a run would test what was there before. */
final class StaleJars {

    /** From {@code target/shop.jar}, {@code build/libs/shop.jar} or {@code target/quarkus-app/lib/shop.jar}. */
    private static final int FOLDERS_UP = 4;

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
                        .map(root::resolve)
                        .toList()
                : List.of();
    }

    /** The newest source of the module that has this jar, if that is newer. */
    private Optional<Path> newerSource(Path jar) {
        Path sources = sources(jar);
        if (sources == null || !Files.isRegularFile(jar)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            FileTime built = Files.getLastModifiedTime(jar);
            return files.filter(Files::isRegularFile)
                    .filter(file -> modified(file).compareTo(built) > 0)
                    .sorted()
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private @Nullable Path sources(Path jar) {
        Path folder = jar.getParent();
        for (int i = 0; i < FOLDERS_UP && folder != null && folder.startsWith(root); i++) {
            Path sources = folder.resolve("src/main");
            if (Files.isDirectory(sources)) {
                return sources;
            }
            folder = folder.getParent();
        }
        return null;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String shown(Path file) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }
}
