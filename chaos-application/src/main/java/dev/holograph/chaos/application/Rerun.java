package dev.holograph.chaos.application;

import dev.holograph.chaos.slo.Result;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses what to run again, by what the last build has left in {@code summary.json}. */
final class Rerun {

    private static final String FAILED = "failed";
    private static final String INSTEAD = " Nothing was started; leave out -Dchaos.rerun to run all scenarios.";

    private Rerun() {}

    /** @throws ChaosException if nobody knows what is meant */
    static void check(String rerun) throws ChaosException {
        if (!rerun.equals(FAILED)) {
            throw new ChaosException("chaos.rerun is 'failed', not '" + rerun + "'");
        }
    }

    /**
     * The scenarios that were not green last time in this environment, in the order in which they ran. One that was due
     * and has no verdict was not green.
     *
     * @param rerun what a person has written
     * @param definitions of the scenarios as they are now, by their names; a green run of another text is run again
     * @throws ChaosException if there are none, or nobody knows: a green build must have run something
     */
    static List<String> of(String rerun, Path output, String environment, Map<String, String> definitions, Log log)
            throws ChaosException {
        check(rerun);
        Optional<Summary.Last> last =
                Summary.last(output).filter(one -> !one.due().isEmpty());
        if (last.isEmpty()) {
            throw new ChaosException("nobody knows what has failed: no chaos:run of an earlier build has left"
                    + " its summary in " + output + ", which mvn clean deletes." + INSTEAD);
        }
        Map<String, Optional<Result>> results = results(last.get(), environment);
        if (results.isEmpty()) {
            throw new ChaosException("the last build has run nothing in environment '" + environment + "', but in "
                    + environments(last.get()) + "; name it by -Dchaos.environment." + INSTEAD);
        }
        List<String> changed = changed(last.get(), environment, definitions);
        List<String> failed = results.entrySet().stream()
                .filter(one -> !isGreen(one.getValue()) || changed.contains(one.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        List<String> green =
                results.keySet().stream().filter(name -> !failed.contains(name)).toList();
        if (failed.isEmpty()) {
            throw new ChaosException("nothing has failed in the last build: " + String.join(", ", green)
                    + (green.size() == 1 ? " was" : " were") + " green." + INSTEAD);
        }
        String told = results.entrySet().stream()
                .filter(one -> failed.contains(one.getKey()))
                .map(one -> one.getKey() + " (" + words(one.getValue())
                        + (changed.contains(one.getKey()) ? ", and changed since" : "") + ")")
                .collect(Collectors.joining(", "));
        List<String> neverRan = definitions.keySet().stream()
                .filter(name -> !results.containsKey(name))
                .sorted()
                .toList();
        if (!neverRan.isEmpty()) {
            log.warn("not run, since the last build did not have them: " + String.join(", ", neverRan)
                    + "; leave out chaos.rerun to run them too");
        }
        List<String> gone = failed.stream()
                .filter(name -> !definitions.isEmpty() && !definitions.containsKey(name))
                .toList();
        if (!gone.isEmpty()) {
            log.warn("not green last time, and not among the selected scenarios any more: " + String.join(", ", gone));
        }
        log.info("Only what was not green last time: " + told
                + (green.isEmpty()
                        ? ""
                        : "; left out, since green last time: "
                                + green.stream()
                                        .map(name -> name
                                                + (isQuick(last.get(), environment, name) ? " (at quick pace)" : ""))
                                        .collect(Collectors.joining(", "))));
        return failed;
    }

    private static boolean isQuick(Summary.Last last, String environment, String scenario) {
        return last.due().stream()
                .anyMatch(due -> due.isQuick()
                        && due.environment().equals(environment)
                        && due.scenario().equals(scenario));
    }

    /** The last result of each scenario. */
    private static Map<String, Optional<Result>> results(Summary.Last last, String environment) {
        Map<String, Optional<Result>> results = new LinkedHashMap<>();
        for (Summary.Due due : last.due()) {
            if (due.environment().equals(environment)) {
                results.put(
                        due.scenario(),
                        last.runs().stream()
                                .filter(run -> run.run().equals(due.run()))
                                .map(Summary.Entry::result)
                                .findFirst());
            }
        }
        return results;
    }

    /** The scenarios whose text is known to be another than that which ran last. */
    private static List<String> changed(Summary.Last last, String environment, Map<String, String> definitions) {
        Map<String, String> ran = new LinkedHashMap<>();
        last.due().stream()
                .filter(due -> due.environment().equals(environment))
                .forEach(due -> ran.put(due.scenario(), due.definition()));
        return ran.keySet().stream()
                .filter(name -> {
                    String before = ran.getOrDefault(name, "");
                    String now = definitions.getOrDefault(name, "");
                    return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
                })
                .toList();
    }

    private static boolean isGreen(Optional<Result> result) {
        return result.filter(one -> one == Result.PASS || one == Result.WARN).isPresent();
    }

    private static String words(Optional<Result> result) {
        return result.map(Result::words).orElse("did not end");
    }

    private static String environments(Summary.Last last) {
        return last.due().stream().map(Summary.Due::environment).distinct().collect(Collectors.joining(", "));
    }
}
