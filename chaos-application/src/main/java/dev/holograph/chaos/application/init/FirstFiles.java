package dev.holograph.chaos.application.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a first scenario and its environment for a project. Never changes a file that is there. */
public final class FirstFiles {

    private static final String ENVIRONMENT = "local.yaml";

    private final Path root;
    private final Path scenarios;
    private final Path environments;
    private final Consumer<String> log;

    /**
     * @param scenarios folder, relative to the module that is chosen
     * @param environments the same
     */
    public FirstFiles(Path root, Path scenarios, Path environments, Consumer<String> log) {
        this.root = root;
        this.scenarios = scenarios;
        this.environments = environments;
        this.log = log;
    }

    /** What was found, and the module's folder: there the files belong. */
    private record Choice(Path folder, Optional<ProjectModule> module, FoundSystem system) {}

    /**
     * Looks at a project and writes.
     *
     * @param modules of the build; empty where there is no POM
     * @param version of the plugin, for the block that is shown
     * @return the folder for which files were written; empty if nothing was found that a scenario could act on
     */
    public Optional<Path> write(List<ProjectModule> modules, String version) throws IOException {
        Optional<Choice> choice = choose(modules);
        if (choice.isEmpty()) {
            return Optional.empty();
        }
        FoundSystem found = choice.get().system();
        Path folder = choice.get().folder();
        if (modules.size() > 1) {
            log.accept("Module: " + found.name + " in " + shown(folder) + ", the first with an application to start");
        }
        log.accept("Guessed:");
        found.guesses.forEach(guess -> log.accept("  " + guess));
        alsoThere().forEach(guess -> log.accept("  not used, " + guess));
        writeBoth(folder, found);
        if (!Files.exists(folder.resolve("pom.xml"))) {
            log.accept("There is no pom.xml here: call the goals by the plugin's coordinates");
        } else {
            log.accept("Add to <build><plugins> of " + shown(folder.resolve("pom.xml")) + ", which is left as it is:");
            Templates.plugin(version).lines().forEach(line -> log.accept("  " + line));
        }
        log.accept("Look at:");
        found.toCheck.forEach(line -> log.accept("  " + line));
        if (found.asksForHealthAlone()) {
            log.accept("  `path: " + found.path + "` of the load, which is the health check: name a path of the users");
        }
        log.accept("  the bounds under `slo:`, which are examples");
        next(choice.get(), version);
        return Optional.of(folder);
    }

    private void next(Choice choice, String version) {
        String goals = "dev.holograph.chaos:chaos-maven-plugin:" + version;
        String at = choice.folder().equals(root) ? "" : "-f " + shown(choice.folder()) + " ";
        String only = choice.folder().equals(root) ? "" : "-pl " + shown(choice.folder()) + " -am ";
        log.accept("Then call:");
        if (choice.system().script == null) {
            log.accept("  mvn " + only + "package -DskipTests");
        }
        log.accept("  mvn " + at + goals + ":validate");
        log.accept("  mvn " + at + goals + ":run");
    }

    private Optional<Choice> choose(List<ProjectModule> modules) throws IOException {
        for (ProjectModule module : modules) {
            Sources sources = Sources.below(root, module.folder());
            Optional<FoundSystem> found =
                    Frameworks.springBoot(module, sources).or(() -> Frameworks.quarkus(module, sources));
            if (found.isPresent()) {
                return Optional.of(new Choice(module.folder(), Optional.of(module), found.get()));
            }
        }
        for (ProjectModule module : modules) {
            Optional<FoundSystem> found = PlainServer.in(module, Sources.below(root, module.folder()));
            if (found.isPresent()) {
                return Optional.of(new Choice(module.folder(), Optional.of(module), found.get()));
            }
        }
        String name = String.valueOf(root.getFileName());
        return LoadScript.in(name, Sources.below(root, root)).map(found -> new Choice(root, Optional.empty(), found));
    }

    /** What a later scenario can use. */
    private List<Guess> alsoThere() throws IOException {
        Sources all = Sources.below(root, root);
        return List.of(
                        Optional.of(all).flatMap(files -> files.named("(?:.*/)?(?:docker-)?compose\\.ya?ml")
                                .first("image:\\s*[\"']?([^\\s\"',}]+)")
                                .map(hit -> new Guess("Compose file", hit.group(1), hit.from()))),
                        Optional.of(all).flatMap(files -> files.named(".*\\.ya?ml")
                                .first("^kind:\\s*(Deployment|StatefulSet)\\b")
                                .map(hit -> new Guess("Kubernetes manifest", hit.group(1), hit.from()))))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private void writeBoth(Path folder, FoundSystem found) throws IOException {
        Files.createDirectories(folder.resolve(environments));
        Path environment = folder.resolve(environments).resolve(ENVIRONMENT);
        Path scenario =
                folder.resolve(scenarios).resolve(found.database == null ? "slow-answers.yaml" : "slow-database.yaml");
        String wanted = Templates.environment(found, schemasFrom(folder, environments));
        boolean own = writeNew(environment, wanted);
        if (own || Files.exists(scenario)) {
            Files.createDirectories(folder.resolve(scenarios));
            writeNew(scenario, Templates.scenario(found, schemasFrom(folder, scenarios)));
        } else {
            log.accept("Wrote no scenario: it would need the targets of another " + shown(environment));
        }
    }

    private static String schemasFrom(Path folder, Path files) {
        return folder.resolve(files)
                .relativize(folder.resolve(".chaos/schemas"))
                .toString()
                .replace('\\', '/');
    }

    /** Whether the file now has this text. */
    private boolean writeNew(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            log.accept("Kept " + shown(file) + ", which was there");
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).equals(text);
        }
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        log.accept("Wrote " + shown(file));
        return true;
    }

    private String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
