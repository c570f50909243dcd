package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.List;

/** Finds pairs of objectives that no measurement can meet together: less than one second, and more than two. */
final class Contradictions {

    private Contradictions() {}

    /** Among objectives that must all hold. */
    static List<Violation> of(List<Objective> objectives) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            for (int j = 0; j < i; j++) {
                Objective earlier = objectives.get(j);
                Objective later = objectives.get(i);
                if (contradict(earlier, later) || contradict(later, earlier)) {
                    violations.add(Violation.of(
                                    later.location(),
                                    "'" + later.text() + "' and '" + earlier.text() + "' cannot both hold")
                            .withHint("take one of them out, or give them different windows or moments"));
                }
            }
        }
        return violations;
    }

    private static boolean contradict(Objective upper, Objective lower) {
        boolean same = upper.indicator().equals(lower.indicator())
                && upper.span().equals(lower.span())
                && upper.moment().equals(lower.moment());
        if (!same
                || !upper.comparison().isUpperBound()
                || lower.comparison().isUpperBound()
                || !(upper.bound() instanceof Bound.Absolute most)
                || !(lower.bound() instanceof Bound.Absolute least)) {
            return false;
        }
        double below = most.value().value();
        double above = least.value().value();
        boolean bothReach =
                upper.comparison().holds(below, below) && lower.comparison().holds(above, above);
        return above > below || (above == below && !bothReach);
    }
}
