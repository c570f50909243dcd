package dev.holograph.chaos.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Scenarios in folders below that of the scenarios, where nobody looks for them: a build is green without them. */
final class OverlookedScenarios {

    private static final int DEEPEST = 4;
    private static final long LONGEST = 1_000_000;
    private static final Pattern KEYS = Pattern.compile("(?m)^(load|fault|faults|slo):");

    private OverlookedScenarios() {}

    /** A sentence that names the first; empty where there is none. */
    static Optional<String> of(Workspace workspace) {
        Path folder = workspace.scenarios();
        if (!Files.isDirectory(folder) || workspace.root().startsWith(folder)) {
            return Optional.empty(); // in the project's own folder other files lie in folders
        }
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            List<Path> found = all.filter(file -> folder.relativize(file).getNameCount() > 1)
                    .filter(OverlookedScenarios::isScenario)
                    .sorted()
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(sentence(found, workspace));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String sentence(List<Path> found, Workspace workspace) {
        int more = found.size() - 1;
        return workspace.shown(found.get(0)) + (more == 0 ? " is" : " and " + more + " more are")
                + " not looked at: scenarios lie in " + workspace.shown(workspace.scenarios()) + " itself";
    }

    private static boolean isScenario(Path file) {
        try {
            return file.getFileName().toString().matches("[^.].*\\.ya?ml")
                    && Files.isRegularFile(file)
                    && Files.size(file) < LONGEST
                    && KEYS.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .find();
        } catch (IOException e) {
            return false;
        }
    }
}
