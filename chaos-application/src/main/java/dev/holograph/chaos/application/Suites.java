package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.adapters.yaml.SuiteReader;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads suites of a project, and the scenarios that they name. */
final class Suites {

    /** More runs than a night has time for are a slip of the pen. */
    static final int MOST_RUNS = 100;

    private final Workspace workspace;
    private final Placeholders placeholders;
    private final List<Path> suites;
    private final List<ScenarioFile> scenarios;

    /**
     * @param suites all suite files of the project
     * @param scenarios all scenario files of the project and of its packs
     */
    Suites(Workspace workspace, Placeholders placeholders, List<Path> suites, List<ScenarioFile> scenarios) {
        this.workspace = workspace;
        this.placeholders = placeholders;
        this.suites = List.copyOf(suites);
        this.scenarios = List.copyOf(scenarios);
    }

    /** A suite file without what its scenarios say. */
    SuiteReader.Read read(Path file) {
        return new SuiteReader(placeholders).read(file, workspace.shown(file));
    }

    /**
     * The runs of a suite, in its order.
     *
     * @param declared the names of all parameters of its scenarios
     */
    record Runs(List<Scenario> scenarios, Set<String> declared, List<Violation> violations) {}

    /** The runs of a suite, as far as their files have no mistakes, and all mistakes of the others. */
    Runs runs(Suite suite, ScenarioReader reader) {
        List<Scenario> runs = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        Set<String> declared = new TreeSet<>();
        Map<String, Location> known = new HashMap<>();
        for (Suite.Entry entry : suite.entries()) {
            Optional<ScenarioFile> file = scenarios.stream()
                    .filter(one -> one.name().equals(entry.scenario()))
                    .findFirst();
            if (file.isEmpty()) {
                violations.add(unknown(entry));
                continue;
            }
            declared.addAll(reader.parameters(file.get().path()));
            Validated<List<Scenario>> read = file.get().read(reader.in(suite, entry));
            violations.addAll(read.violations());
            if (read.isValid()) {
                int before = runs.size();
                for (Scenario run : read.get()) {
                    Location first = known.putIfAbsent(run.name(), entry.location());
                    if (first == null) {
                        runs.add(run);
                    } else {
                        violations.add(twice(run, first, entry.location()));
                    }
                }
                if (before <= MOST_RUNS && runs.size() > MOST_RUNS) {
                    violations.add(Violation.of(
                                    entry.location(),
                                    "up to this scenario the suite has " + runs.size() + " runs, which is too many")
                            .withHint("give at most " + MOST_RUNS + ", or make two suites"));
                }
            }
        }
        return new Runs(runs, declared, violations.stream().distinct().toList());
    }

    private static Violation twice(Scenario run, Location first, Location at) {
        return Violation.of(
                        at,
                        "the run '" + run.name() + "' stands twice in the suite, first in line " + first.line()
                                + ", with the same values")
                .withHint("remove one, or give it other values under parameters:");
    }

    private Violation unknown(Suite.Entry entry) {
        List<String> names = scenarios.stream().map(ScenarioFile::name).toList();
        return named(suites, entry.scenario()).isPresent()
                ? Violation.of(
                                entry.location(),
                                "'" + entry.scenario() + "' is a suite, and a suite holds scenarios alone")
                        .withHint("write the names of its scenarios")
                : Violation.unknown(entry.location(), "scenario", entry.scenario(), names);
    }

    private static Optional<Path> named(List<Path> files, String name) {
        return files.stream().filter(file -> Workspace.name(file).equals(name)).findFirst();
    }
}
