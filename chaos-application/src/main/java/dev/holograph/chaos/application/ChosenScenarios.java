package dev.holograph.chaos.application;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Understands which scenarios a build names. What names none must not mean all of them. */
final class ChosenScenarios {

    private static final String SHORT = "scenario";
    private static final String LONG = "chaos.scenario";

    private ChosenScenarios() {}

    /**
     * The selection.
     *
     * @param scenario by the property {@code scenario}
     * @param longScenario by {@code chaos.scenario}
     * @param typed the properties of the command line, which win over those of the POM
     * @throws ChaosException if they contradict each other, or one of them is there and names nothing
     */
    static Selection of(
            @Nullable String scenario, @Nullable String longScenario, @Nullable String tags, Properties typed)
            throws ChaosException {
        refuseEmpty(typed, SHORT, scenario);
        refuseEmpty(typed, LONG, longScenario);
        refuseEmpty(typed, "chaos.tags", tags);
        return new Selection(CommaSeparated.split(one(scenario, longScenario, typed)), CommaSeparated.split(tags));
    }

    private static @Nullable String one(@Nullable String scenario, @Nullable String longScenario, Properties typed)
            throws ChaosException {
        if (scenario == null || longScenario == null) {
            return scenario == null ? longScenario : scenario;
        }
        if (CommaSeparated.split(scenario).equals(CommaSeparated.split(longScenario))) {
            return scenario;
        }
        boolean isShortTyped = typed.containsKey(SHORT);
        boolean isLongTyped = typed.containsKey(LONG);
        if (isShortTyped == isLongTyped) {
            throw new ChaosException("scenario is '" + scenario + "' and chaos.scenario is '" + longScenario
                    + "': they mean the same; give only one of them. Nothing was started.");
        }
        return isShortTyped ? scenario : longScenario;
    }

    /** Maven makes nothing of an empty value, as of {@code -Dscenario=$NOT_SET}: by itself that would mean all. */
    private static void refuseEmpty(Properties typed, String name, @Nullable String value) throws ChaosException {
        boolean isEmpty = value == null
                ? typed.containsKey(name)
                        && CommaSeparated.split(typed.getProperty(name)).isEmpty()
                : CommaSeparated.split(value).isEmpty();
        if (isEmpty) {
            throw new ChaosException("-D" + name + " is there and names nothing; write a name, or leave it out"
                    + " to take all scenarios. Nothing was started.");
        }
    }
}
