package dev.holograph.chaos.application;

import dev.holograph.chaos.application.pack.GitPacks;
import dev.holograph.chaos.application.pack.Lock;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.application.pack.PackException;
import dev.holograph.chaos.application.pack.PackReference;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PlanText;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves the pins of packs from Git to where their tags and branches are now, and shows what that changes. */
final class PackUpdate {

    private static final String NOT_COMPARED = "what is pinned cannot be compared with: ";

    private PackUpdate() {}

    /** @throws ChaosException also if the newer scenarios have mistakes: then the pins stay where they are */
    static void move(Setup setup) throws ChaosException {
        Build build = setup.build();
        Lock lock = Packs.lock(build);
        GitPacks pinned = Packs.git(build, lock);
        GitPacks newest = Packs.git(build, lock);
        List<Pack> after = Packs.all(build, newest::newest);
        // What is pinned may be gone from its repository, which the newer version mends.
        List<String> gone = new ArrayList<>();
        List<Pack> before = Packs.fetched(build, pinned::pinned, gone);
        gone.forEach(problem -> setup.log().warn(NOT_COMPARED + problem));
        Map<String, List<String>> plansBefore = plansOfToday(setup, before);
        Map<String, List<String>> plansAfter = plans(setup, after);
        tell(before, after, pinned(build, lock), setup.log());
        SortedSet<String> names = new TreeSet<>(plansBefore.keySet());
        names.addAll(plansAfter.keySet());
        for (String name : names) {
            tell(name, plansBefore.get(name), plansAfter.get(name), setup.log());
        }
        Packs.write(build, newest, lock, after.stream().map(Pack::name).collect(Collectors.toSet()));
    }

    /** None where they have mistakes: a newer version may be what mends them. */
    private static Map<String, List<String>> plansOfToday(Setup setup, List<Pack> packs) {
        if (packs.isEmpty()) { // said already; a project of packs alone has no other scenarios
            return Map.of();
        }
        try {
            for (Pack pack : packs) {
                List<Violation> mistakes = Packs.mistakes(pack);
                Mistakes.orFail(mistakes.isEmpty() ? Validated.of(pack) : Validated.wrong(mistakes));
            }
            return plans(setup, packs);
        } catch (ChaosException e) {
            setup.log().warn(NOT_COMPARED + e.getMessage());
            return Map.of();
        }
    }

    /** The commit at which each pack from Git is pinned as the build names it, if it is, by the packs' names. */
    private static Map<String, Optional<String>> pinned(Build build, Lock lock) throws ChaosException {
        Map<String, Optional<String>> commits = new TreeMap<>();
        for (Map.Entry<String, String> written : build.packs().entrySet()) {
            try {
                PackReference reference = PackReference.of(written.getKey(), written.getValue());
                if (reference.isGit()) {
                    commits.put(written.getKey(), lock.commit(reference));
                }
            } catch (PackException e) {
                throw new ChaosException(String.valueOf(e.getMessage()), e);
            }
        }
        return commits;
    }

    private static void tell(List<Pack> before, List<Pack> after, Map<String, Optional<String>> pinned, Log log) {
        Map<String, Pack> earlier = before.stream().collect(Collectors.toMap(Pack::name, Function.identity()));
        for (Pack pack : after) {
            Pack was = earlier.get(pack.name());
            Optional<String> pin = pinned.get(pack.name()); // none of a jar, whose version is its pin
            String change = pin != null && pin.isEmpty()
                    ? pack.source() + ", not pinned before"
                    : pack.equals(was) ? pack.source() + ", as before" : before(was, pin) + " → " + pack.source();
            log.info("Pack " + pack.name() + ": " + change);
        }
    }

    private static String before(@Nullable Pack was, @Nullable Optional<String> pin) {
        return was != null ? was.source() : "commit " + (pin == null ? "" : pin.orElse("")) + ", which cannot be had,";
    }

    private static void tell(String scenario, @Nullable List<String> before, @Nullable List<String> after, Log log) {
        if (before == null) {
            log.info("Scenario " + scenario + " is new");
        } else if (after == null) {
            log.info("Scenario " + scenario + " is gone");
        } else if (!before.equals(after)) {
            log.info("The plan of " + scenario + " changes:");
            LineDiff.of(before, after).forEach(log::info);
        }
    }

    /** The plans of the scenarios of packs by their names, without what is different in each run. */
    private static Map<String, List<String>> plans(Setup setup, List<Pack> packs) throws ChaosException {
        Map<String, List<String>> texts = new TreeMap<>();
        for (Plan plan : Mistakes.orFail(setup.preparation(packs).previews())) {
            String name = plan.scenario().name();
            if (packs.stream().anyMatch(pack -> name.startsWith(pack.name() + "/"))) {
                List<String> text = new ArrayList<>(PlanText.of(plan));
                text.removeIf(line -> line.startsWith("  run "));
                texts.put(name, text);
            }
        }
        return texts;
    }
}
