package dev.holograph.chaos.application;

/** Values of settings as they are written, which are looked at whether or not the goal that was called uses them. */
public final class SettingValues {

    private SettingValues() {}

    /** @throws ChaosException if the setting has no such value; a name that is none of a setting has any value */
    public static void check(String name, String value) throws ChaosException {
        switch (name) {
            case "chaos.pace" -> RunOptions.pace(value);
            case "chaos.parallel" -> Parallel.of(value);
            case "chaos.notProven" -> BuildOutcome.isStrict(value);
            case "chaos.rerun" -> Rerun.check(value);
            case "chaos.trend" -> checkCount(name, value);
            default -> {
                // What else there is, is looked at by those who use it.
            }
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
}
