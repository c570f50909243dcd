package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * What the constructor of a fault, kind of probe or kind of target throws when several of its values are wrong: a person
 * then sees all mistakes at once. Where one value alone can be wrong, an {@link IllegalArgumentException} is enough.
 */
public final class InvalidValues extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final ArrayList<String> problems;

    private InvalidValues(ArrayList<String> problems) {
        super(String.join("; ", problems));
        this.problems = problems;
    }

    /**
     * Makes all checks, also those after one that failed. They must not depend on each other.
     *
     * @param checks each throws an {@link IllegalArgumentException} if its value is wrong
     * @throws InvalidValues with the messages of all checks that failed
     */
    public static void checkAll(Runnable... checks) {
        ArrayList<String> problems = new ArrayList<>();
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (IllegalArgumentException e) {
                problems.addAll(problemsOf(e));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidValues(problems);
        }
    }

    /** What a constructor found wrong: several messages, or the one of any other exception. */
    public static List<String> problemsOf(IllegalArgumentException refused) {
        return refused instanceof InvalidValues several
                ? List.copyOf(several.problems)
                : List.of(String.valueOf(refused.getMessage()));
    }
}
