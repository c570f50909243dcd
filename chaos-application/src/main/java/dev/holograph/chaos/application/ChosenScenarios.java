package dev.holograph.chaos.application;

import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Understands which scenarios a build names. What names none must not mean all of them. */
final class ChosenScenarios {

    private static final String SHORT = "scenario";
    private static final String LONG = "chaos.scenario";
    private static final String SUITE = "suite";
    private static final String LONG_SUITE = "chaos.suite";

    private ChosenScenarios() {}

    /**
     * The selection.
     *
     * @param written the properties; those of the command line win over those of the POM
     * @throws ChaosException if they contradict each other, or one of them is there and names nothing
     */
    static Selection of(Selectors written) throws ChaosException {
        Properties typed = written.typed();
        refuseEmpty(typed, SHORT, written.scenario());
        refuseEmpty(typed, LONG, written.longScenario());
        refuseEmpty(typed, SUITE, written.suite());
        refuseEmpty(typed, LONG_SUITE, written.longSuite());
        refuseEmpty(typed, "chaos.tags", written.tags());
        List<String> names = CommaSeparated.split(one(SHORT, written.scenario(), LONG, written.longScenario(), typed));
        List<String> tags = CommaSeparated.split(written.tags());
        List<String> suites = CommaSeparated.split(one(SUITE, written.suite(), LONG_SUITE, written.longSuite(), typed));
        if (suites.isEmpty()) {
            return new Selection(names, tags);
        }
        if (suites.size() > 1) {
            throw new ChaosException("a build runs one suite, not " + suites.size() + ": " + String.join(", ", suites)
                    + "; call the goal once for each. Nothing was started.");
        }
        if (!names.isEmpty() || !tags.isEmpty()) {
            throw new ChaosException("the suite '" + suites.get(0) + "' lists the scenarios to run; leave out "
                    + (names.isEmpty() ? "chaos.tags" : "scenario") + ", or the suite. Nothing was started.");
        }
        return new Selection(List.of(), List.of(), suites.get(0));
    }

    private static @Nullable String one(
            String shortName, @Nullable String value, String longName, @Nullable String longValue, Properties typed)
            throws ChaosException {
        if (value == null || longValue == null) {
            return value == null ? longValue : value;
        }
        if (CommaSeparated.split(value).equals(CommaSeparated.split(longValue))) {
            return value;
        }
        boolean isShortTyped = typed.containsKey(shortName);
        boolean isLongTyped = typed.containsKey(longName);
        if (isShortTyped == isLongTyped) {
            throw new ChaosException(shortName + " is '" + value + "' and " + longName + " is '" + longValue
                    + "': they mean the same; give only one of them. Nothing was started.");
        }
        return isShortTyped ? value : longValue;
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
