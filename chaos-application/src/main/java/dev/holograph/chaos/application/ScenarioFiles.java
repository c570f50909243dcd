package dev.holograph.chaos.application;

import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.scenario.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The files of scenarios, suites and environments that a project has, and those of the packs that it uses. */
final class ScenarioFiles {

    private static final String SCENARIOS = "chaos.scenarioDirectory";

    private final Workspace workspace;
    private final List<Pack> packs;
    private final BiFunction<Path, String, String> adviceWithout;

    /** @param adviceWithout of a folder without files, and of the parameter that names it: what a person can do */
    ScenarioFiles(Workspace workspace, List<Pack> packs, BiFunction<Path, String, String> adviceWithout) {
        this.workspace = workspace;
        this.packs = packs;
        this.adviceWithout = adviceWithout;
    }

    /** Scenario files of the project, then of each pack; sorted by name. */
    List<ScenarioFile> all() throws ChaosException {
        List<ScenarioFile> files = new ArrayList<>();
        for (Path file : yamlFiles(workspace.scenarios())) {
            files.add(new ScenarioFile(Workspace.name(file), file, workspace.shown(file), null));
        }
        for (Pack pack : packs) {
            files.addAll(of(pack));
        }
        return files;
    }

    /** Scenario files of one pack. */
    List<ScenarioFile> of(Pack pack) throws ChaosException {
        List<ScenarioFile> files = new ArrayList<>();
        refuseDeeper(pack);
        for (Path file : yamlFiles(pack.folder().resolve(Pack.SCENARIOS), pack::shown)) {
            files.add(new ScenarioFile(pack.name() + "/" + Workspace.name(file), file, pack.shown(file), pack));
        }
        if (files.isEmpty()) {
            throw new ChaosException("the pack '" + pack.name() + "' (" + pack.source() + ") has no scenarios: there is"
                    + " no YAML file in its folder " + Pack.SCENARIOS + ". Nothing was started.");
        }
        return files;
    }

    /** A scenario that nobody looks at would be missed by nobody. */
    private static void refuseDeeper(Pack pack) throws ChaosException {
        Path folder = pack.folder().resolve(Pack.SCENARIOS);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            Optional<Path> deeper = all.filter(file -> file.toString().matches(".*\\.ya?ml")
                            && folder.relativize(file).getNameCount() > 1)
                    .sorted()
                    .findFirst();
            if (deeper.isPresent()) {
                throw new ChaosException(
                        pack.shown(deeper.get())
                                + " lies too deep: scenarios of a pack lie in its folder scenarios itself. Nothing was started.");
            }
        } catch (IOException e) {
            throw new ChaosException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Those that are meant.
     *
     * @throws ChaosException if there are none, or one of the names is that of none
     */
    List<ScenarioFile> selected(Selection selection) throws ChaosException {
        List<ScenarioFile> all = all();
        if (selection.names().isEmpty()) {
            if (all.isEmpty()) {
                throw new ChaosException("there are no scenarios in " + workspace.scenarios() + "."
                        + adviceWithout.apply(workspace.scenarios(), SCENARIOS));
            }
            return all;
        }
        List<ScenarioFile> files = new ArrayList<>();
        for (String name : selection.names()) {
            boolean isFile = all.stream().anyMatch(file -> file.name().equals(name));
            String wanted = isFile ? name : Selection.family(name);
            files.add(all.stream()
                    .filter(file -> file.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> noScenario(wanted, all)));
        }
        return files.stream().distinct().toList();
    }

    private ChaosException noScenario(String name, List<ScenarioFile> all) {
        List<String> names = all.stream().map(ScenarioFile::name).toList();
        String places = workspace.shown(workspace.scenarios())
                + (packs.isEmpty()
                        ? ""
                        : " or the packs "
                                + String.join(
                                        ", ", packs.stream().map(Pack::name).toList()));
        return none("scenario", name, places, names, workspace.scenarios(), SCENARIOS);
    }

    /** An environment's file. @throws ChaosException if there is none of this name */
    Path environment(String name) throws ChaosException {
        List<Path> files = environments();
        for (Path file : files) {
            if (Workspace.name(file).equals(name)) {
                return file;
            }
        }
        throw none(
                "environment",
                name,
                workspace.shown(workspace.environments()),
                files.stream().map(Workspace::name).toList(),
                workspace.environments(),
                "chaos.environmentDirectory");
    }

    List<Path> environments() throws ChaosException {
        return yamlFiles(workspace.environments());
    }

    /** The files of suites. */
    List<Path> suites() throws ChaosException {
        return yamlFiles(workspace.suites());
    }

    /** A suite's file. @throws ChaosException if there is none of this name */
    Path suite(String name) throws ChaosException {
        List<Path> suites = suites();
        for (Path file : suites) {
            if (Workspace.name(file).equals(name)) {
                return file;
            }
        }
        if (all().stream().anyMatch(file -> file.name().equals(name))) {
            throw new ChaosException("'" + name + "' is a scenario, not a suite; write -Dscenario=" + name);
        }
        throw none(
                "suite",
                name,
                workspace.shown(workspace.suites()),
                suites.stream().map(Workspace::name).toList(),
                workspace.suites(),
                SCENARIOS + ", which it is beside");
    }

    private ChaosException none(
            String kind, String name, String places, List<String> names, Path folder, String parameter) {
        String nearest = NearestName.to(name, names)
                .map(one -> "; did you mean '" + one + "'?")
                .orElse(".");
        return new ChaosException("no " + kind + " '" + name + "' in " + places + nearest
                + (names.isEmpty()
                        ? " The folder has no YAML files." + adviceWithout.apply(folder, parameter)
                        : " There are: " + String.join(", ", names)));
    }

    private List<Path> yamlFiles(Path folder) throws ChaosException {
        return yamlFiles(folder, workspace::shown);
    }

    /** @param shown a file's name for messages */
    private static List<Path> yamlFiles(Path folder, Function<Path, String> shown) throws ChaosException {
        try {
            List<Path> files = Workspace.yamlFiles(folder);
            refuseSameNames(files, shown);
            return files;
        } catch (IOException e) {
            throw new ChaosException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Refuses two files of one name: nobody would know which one has run, or which guard holds. */
    private static void refuseSameNames(List<Path> files, Function<Path, String> shown) throws ChaosException {
        Map<String, Path> names = new TreeMap<>();
        for (Path file : files) {
            Path other = names.putIfAbsent(Workspace.name(file), file);
            if (other != null) {
                throw new ChaosException(shown.apply(other) + " and " + shown.apply(file)
                        + " are both called '" + Workspace.name(file)
                        + "'; rename or remove one. Nothing was started.");
            }
        }
    }
}
