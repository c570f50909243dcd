package dev.holograph.chaos.application;

/**
 * How many scenarios may run side by side.
 *
 * @param most at least 1
 * @param isAuto whether it is besides as few as the machine can carry
 */
record Parallel(int most, boolean isAuto) {

    static final String AUTO = "auto";

    /** More runs at once are a mistake: each has a load generator and services of its own. */
    private static final int LIMIT = 64;

    /** @throws ChaosException if the text is neither {@code auto} nor a number that makes sense */
    static Parallel of(String text) throws ChaosException {
        if (text.equals(AUTO)) {
            return new Parallel(LIMIT, true);
        }
        if (text.matches("[0-9]{1,3}")) {
            int most = Integer.parseInt(text);
            if (most >= 1 && most <= LIMIT) {
                return new Parallel(most, false);
            }
        }
        throw new ChaosException(
                "chaos.parallel is 'auto' or a whole number from 1 to " + LIMIT + ", not '" + text + "'");
    }

    /** Whether any two may run at once. */
    boolean isWanted() {
        return most > 1;
    }

    /** As a person writes it. */
    @Override
    public String toString() {
        return isAuto ? AUTO : Integer.toString(most);
    }
}
