package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.PackReader;
import dev.holograph.chaos.application.pack.GitPacks;
import dev.holograph.chaos.application.pack.Lock;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.application.pack.PackException;
import dev.holograph.chaos.application.pack.PackReference;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.DriverException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Gets the files of the packs of a build: of all of them, or all that stands in the way. */
final class Packs {

    private static final String FOLDER = "packs";

    private Packs() {}

    /**
     * The packs at their pins; of one from Git that has none, at where its ref is now.
     *
     * @throws ChaosException with all mistakes: nothing has been started
     */
    static Fetched of(Build build) throws ChaosException {
        Lock lock = lock(build);
        GitPacks git = git(build, lock);
        return new Fetched(build, all(build, git::pinned), git, lock);
    }

    /** The packs that a goal works with. */
    record Fetched(Build build, List<Pack> packs, GitPacks git, Lock before) {

        /** Pins in chaos.lock the packs that have no pin yet and whose scenarios have no mistakes. */
        void pin(Predicate<Pack> isSound) throws ChaosException {
            Set<String> sound = packs.stream()
                    .filter(pack -> !before.agreesOn(pack.name(), git.lock()))
                    .filter(isSound)
                    .map(Pack::name)
                    .collect(Collectors.toSet());
            write(build, git, before, sound);
        }
    }

    /** Where packs from Git are: pinned, or newer. */
    @FunctionalInterface
    interface FromGit {
        Pack get(PackReference reference) throws PackException;
    }

    static List<Pack> all(Build build, FromGit git) throws ChaosException {
        List<String> problems = new ArrayList<>();
        List<Pack> packs = fetched(build, git, problems);
        packs.forEach(pack -> mistakes(pack).stream().map(Violation::message).forEach(problems::add));
        return unlessAny(problems, packs);
    }

    /**
     * The same, whatever they say about themselves, and without those that cannot be had.
     *
     * @param problems gets why not
     */
    static List<Pack> fetched(Build build, FromGit git, List<String> problems) {
        List<Pack> packs = new ArrayList<>();
        for (Map.Entry<String, String> written : new TreeMap<>(build.packs()).entrySet()) {
            try {
                PackReference reference = PackReference.of(written.getKey(), written.getValue());
                packs.add(reference.isGit() ? git.get(reference) : jar(reference, build));
            } catch (DriverException e) {
                problems.add("the pack '" + written.getKey() + "': " + e.getMessage());
            } catch (PackException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return packs;
    }

    private static List<Pack> unlessAny(List<String> problems, List<Pack> packs) throws ChaosException {
        if (!problems.isEmpty()) {
            throw new ChaosException("packs cannot be used, nothing was started:\n" + String.join("\n", problems));
        }
        return packs;
    }

    static Lock lock(Build build) throws ChaosException {
        try {
            return Lock.read(build.workspace().root().resolve(Lock.FILE));
        } catch (PackException e) {
            throw new ChaosException(String.valueOf(e.getMessage()), e);
        }
    }

    static GitPacks git(Build build, Lock lock) {
        return new GitPacks(lock, build.state().resolve(FOLDER), build.offline());
    }

    static void write(Build build, GitPacks git, Lock before, Set<String> names) throws ChaosException {
        try {
            if (git.write(before, names)) {
                build.log().info("Pinned packs in " + Lock.FILE + ": commit this file");
            }
        } catch (PackException e) {
            throw new ChaosException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Pack jar(PackReference reference, Build build) throws DriverException, PackException {
        if (reference.isSnapshot()) {
            build.log()
                    .warn("the pack '" + reference.name() + "' is a SNAPSHOT (" + reference.coordinates()
                            + "): other scenarios may run tomorrow; the report has its digest");
        }
        Path jar = build.artifacts().resolve(reference.coordinates());
        return Pack.ofJar(reference, jar, build.workspace().output().resolve(FOLDER));
    }

    /** What is wrong with what a pack says about itself, such as a language that this plugin does not read. */
    static List<Violation> mistakes(Pack pack) {
        Path other = pack.folder().resolve("pack.yml");
        if (Files.exists(other)) {
            return List.of(Violation.of(new Location(pack.shown(other), 1, 1), "nobody reads a file of this name")
                    .withHint("call it " + Pack.ABOUT));
        }
        Path about = pack.folder().resolve(Pack.ABOUT);
        return Files.isRegularFile(about)
                ? PackReader.language(about, pack.shown(about)).violations()
                : List.of();
    }
}
