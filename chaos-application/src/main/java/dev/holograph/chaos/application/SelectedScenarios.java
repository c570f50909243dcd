package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.adapters.yaml.SuiteReader;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the scenarios that a person has selected, by names, tags or a suite. A selection never means nothing. */
final class SelectedScenarios {

    private final Workspace workspace;
    private final Placeholders placeholders;
    private final ScenarioFiles files;
    private final Selection selection;
    private final TypedParameters typed;

    /** @param typed values for parameters of scenarios, each of which one of them must have */
    SelectedScenarios(
            Workspace workspace,
            Placeholders placeholders,
            ScenarioFiles files,
            Selection selection,
            TypedParameters typed) {
        this.workspace = workspace;
        this.placeholders = placeholders;
        this.files = files;
        this.selection = selection;
        this.typed = typed;
    }

    /** The selected scenarios that have no mistakes, and the mistakes of the others. */
    record Read(List<Scenario> scenarios, List<Violation> violations) {}

    /** The suite that was selected; empty: none, but scenarios. */
    Optional<Suite> suite() throws ChaosException {
        Optional<Path> file = suiteFile();
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(Mistakes.orFail(suites().read(file.get()).sound()));
    }

    /** The suites of the project. */
    Suites suites() throws ChaosException {
        return new Suites(workspace, placeholders, files.suites(), files.all());
    }

    /** The file of the suite that was selected; empty: none, but scenarios. */
    Optional<Path> suiteFile() throws ChaosException {
        String name = selection.suite();
        return name == null ? Optional.empty() : Optional.of(files.suite(name));
    }

    /**
     * Reads the selected scenarios.
     *
     * @throws ChaosException if nothing is selected, or something that there is not
     */
    Read read(ScenarioReader reader) throws ChaosException {
        Optional<Path> suite = suiteFile();
        if (suite.isPresent()) {
            return readSuite(suite.get(), reader);
        }
        List<Violation> violations = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        List<ScenarioFile> meant = new ArrayList<>();
        Set<String> carried = new TreeSet<>();
        for (ScenarioFile file : files.selected(selection)) {
            Validated<List<Scenario>> read = file.read(reader);
            violations.addAll(read.violations());
            if (!read.isValid() || read.get().stream().anyMatch(selection::takes)) {
                meant.add(file);
            }
            if (read.isValid()) {
                read.get().forEach(scenario -> carried.addAll(scenario.tags()));
                read.get().stream().filter(selection::takes).forEach(scenarios::add);
                refuseUnknownRuns(file.name(), read.get());
            }
        }
        if (scenarios.isEmpty() && violations.isEmpty()) {
            throw new ChaosException("no scenario carries one of the tags " + selection.tags());
        }
        if (violations.isEmpty() && selection.names().isEmpty()) {
            refuseUncarriedTag(carried);
        }
        refuseSameNamedRuns(scenarios);
        violations.addAll(unknownTyped(reader, meant));
        return new Read(scenarios, violations);
    }

    private Read readSuite(Path file, ScenarioReader reader) throws ChaosException {
        SuiteReader.Read suite = suites().read(file);
        Suites.Runs runs = suites().runs(suite.suite(), reader);
        List<Violation> violations = new ArrayList<>(suite.violations());
        violations.addAll(runs.violations());
        violations.addAll(typed.unknown(new Location(workspace.shown(file), 1, 1), runs.declared()));
        List<Scenario> taken = runs.scenarios().stream()
                .filter(run -> selection.takes(run) || standsFor(run, runs.scenarios()))
                .toList();
        if (taken.isEmpty() && violations.isEmpty()) {
            throw new ChaosException(
                    "no run of the suite '" + suite.suite().name() + "' has failed last time; those that did: "
                            + String.join(", ", selection.names()) + ". Nothing was started.");
        }
        return new Read(taken, violations);
    }

    /** Whether a run of the same scenario with other values is to be run again, and the suite has it no more. */
    private boolean standsFor(Scenario run, List<Scenario> all) {
        List<String> there = all.stream().map(Scenario::name).toList();
        return selection.names().stream()
                .anyMatch(
                        name -> !there.contains(name) && Selection.family(name).equals(Selection.family(run.name())));
    }

    /** Of several tags, what one was meant to select must not be left out because another selects something. */
    private void refuseUncarriedTag(Set<String> carried) throws ChaosException {
        for (String tag : selection.tags()) {
            if (!carried.contains(tag)) {
                String nearest = NearestName.to(tag, carried)
                        .map(one -> "; did you mean '" + one + "'?")
                        .orElse(".");
                throw new ChaosException("no scenario carries the tag '" + tag + "'" + nearest + " There are: "
                        + String.join(", ", carried) + ". Nothing was started.");
            }
        }
    }

    /** A run of a matrix that is selected by its name and that there is not must not mean nothing. */
    private void refuseUnknownRuns(String file, List<Scenario> runs) throws ChaosException {
        List<String> there = runs.stream().map(Scenario::name).toList();
        for (String name : selection.names()) {
            if (!name.equals(file) && Selection.family(name).equals(file) && !there.contains(name)) {
                throw new ChaosException("scenario '" + file + "' has no run '" + name + "'. There are: "
                        + String.join(", ", there) + ". Nothing was started.");
            }
        }
    }

    /** @param meant files of selected scenarios, at least one */
    private List<Violation> unknownTyped(ScenarioReader reader, List<ScenarioFile> meant) {
        if (typed.values().isEmpty()) {
            return List.of(); // no file is read a second time for nothing
        }
        Set<String> declared = new TreeSet<>();
        meant.forEach(file -> declared.addAll(reader.parameters(file.path())));
        return typed.unknown(new Location(meant.get(0).shown(), 1, 1), declared);
    }

    /** The name of a file may be that of a run of another file's matrix. */
    private static void refuseSameNamedRuns(List<Scenario> runs) throws ChaosException {
        Map<String, Scenario> names = new TreeMap<>();
        for (Scenario run : runs) {
            Scenario other = names.putIfAbsent(run.name(), run);
            if (other != null) {
                throw new ChaosException("two runs are called '" + run.name() + "', of " + other.file() + " and "
                        + run.file() + "; rename one of the files. Nothing was started.");
            }
        }
    }
}
