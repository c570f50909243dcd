package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.Pace;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Quantity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is about to be done, where, and how long it takes: printed before anything starts. */
final class RunAnnouncement {

    private RunAnnouncement() {}

    /** The phases alone: the services' start, the last answers and a look for lost writes come on top. */
    static List<String> of(List<Plan> plans, SideBySide sides, Pace pace, Clock clock) {
        Duration all =
                sides.alone().stream().map(RunAnnouncement::length).reduce(longest(sides.together()), Duration::plus);
        Instant end = clock.instant().plus(all).truncatedTo(ChronoUnit.SECONDS);
        List<String> lines = new ArrayList<>();
        lines.add((plans.size() == 1 ? "1 scenario" : plans.size() + " scenarios") + " in environment '"
                + plans.get(0).environment().name() + "': about " + Quantity.time(all)
                + (sides.together().isEmpty() ? "" : " if " + sides.together().size() + " run side by side at once")
                + (pace == Pace.QUICK ? ", or less at quick pace" : "") + ", until " + end + " or later");
        int widest = plans.stream()
                .mapToInt(plan -> plan.scenario().name().length())
                .max()
                .orElse(0);
        for (Plan plan : plans) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-" + widest + "s  %8s  %s",
                    plan.scenario().name(),
                    Quantity.time(length(plan)),
                    faults(plan)));
        }
        return lines;
    }

    private static Duration longest(List<Plan> plans) {
        return plans.stream()
                .map(RunAnnouncement::length)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Duration length(Plan plan) {
        return plan.scenario().duration().total();
    }

    private static String faults(Plan plan) {
        return plan.scenario().faults().stream().map(RunAnnouncement::fault).collect(Collectors.joining(", "));
    }

    private static String fault(FaultStep step) {
        return step.fault().type().name() + " on " + step.target();
    }
}
