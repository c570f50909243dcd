package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.Phase;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Values of settings as they are written, which are looked at whether or not the goal that was called uses them. */
public final class SettingValues {

    private static final String PREFIX = "chaos.";

    private final SortedSet<String> loads;

    /** @param loadEngines the names of those that there are */
    public SettingValues(SortedSet<String> loadEngines) {
        loads = new TreeSet<>(loadEngines);
        loads.add(Environment.AUTO);
    }

    /** @throws ChaosException if the setting has no such value; a name that is none of a setting has any value */
    public void check(String name, String value) throws ChaosException {
        switch (name) {
            case "chaos.pace" -> RunOptions.pace(value);
            case "chaos.parallel" -> Parallel.of(value);
            case "chaos.notProven" -> BuildOutcome.isStrict(value);
            case "chaos.rerun" -> Rerun.check(value);
            case "chaos.trend" -> checkCount(name, value);
            case "chaos.load" -> checkLoad(name, value);
            default -> checkLength(name, value);
        }
    }

    /**
     * Maven takes everything that is not {@code true} for {@code false}: {@code chaos.failOnBreach=ture} would make each
     * breach a green build.
     *
     * @throws ChaosException if it is neither
     */
    public static void checkSwitch(String name, String value) throws ChaosException {
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new ChaosException(name + " is 'true' or 'false', not '" + value + "'");
        }
    }

    private static void checkCount(String name, String value) throws ChaosException {
        if (!value.matches("[0-9]{1,9}")) {
            throw new ChaosException(name + " is a whole number from 0 on, not '" + value + "'");
        }
    }

    private void checkLoad(String name, String value) throws ChaosException {
        if (!isUnset(value) && !loads.contains(value)) {
            throw new ChaosException(name + " is one of " + String.join(", ", loads) + ", not '" + value + "'"
                    + NearestName.to(value, loads)
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse(""));
        }
    }

    /** Of a phase, by its name; of any other setting whoever uses it looks at the value. */
    private static void checkLength(String name, String value) throws ChaosException {
        for (Phase phase : List.of(Phase.WARMUP, Phase.BASELINE, Phase.FAULT, Phase.RECOVERY)) {
            if (name.equals(PREFIX + phase.word()) && !isUnset(value)) {
                lengths(Map.of(phase, value));
            }
        }
    }

    /** @throws ChaosException if one of them is no duration */
    static PhaseOverrides lengths(Map<Phase, String> written) throws ChaosException {
        try {
            return PhaseOverrides.parse(written);
        } catch (IllegalArgumentException e) {
            throw new ChaosException(PREFIX + e.getMessage(), e);
        }
    }

    /** As a pipeline does whose variable is empty; Maven hands a goal no value then. */
    private static boolean isUnset(String value) {
        return value.isBlank();
    }
}
