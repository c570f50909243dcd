package dev.holograph.chaos.report;

import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.FailureCount;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lessons that the findings suggest: what broke first, what has the least room, what may have hidden it, what was not looked at. */
final class SuggestedLessons {

    private final RunResult result;
    private final List<String> lessons = new ArrayList<>();

    private SuggestedLessons(RunResult result) {
        this.result = result;
    }

    static List<String> of(RunResult result) {
        SuggestedLessons suggested = new SuggestedLessons(result);
        if (result.faults().isEmpty()) {
            return List.of(); // nothing was tried
        }
        suggested.brokeFirst();
        suggested.leastRoom();
        suggested.hidIt();
        suggested.notLookedAt();
        return suggested.lessons;
    }

    private void brokeFirst() {
        Optional<ObjectiveResult> breached = objectives()
                .filter(one -> !one.breached().isEmpty())
                .min(Comparator.comparingLong(SuggestedLessons::firstBreach));
        Optional<FailureCount> failed = FailureCount.of(result.observed()).stream()
                .filter(count -> count.perPhase().getOrDefault(Phase.FAULT, 0L) > 0)
                .min(Comparator.comparing(FailureCount::first));
        failed.ifPresent(count -> lessons.add("Broke first: requests failed with "
                + count.reason().text() + (count.request() == null ? "" : " (request '" + count.request() + "')") + ", "
                + since(count.first()) + "."));
        breached.ifPresent(
                one -> lessons.add((failed.isPresent() ? "The objective that suffered first: " : "Broke first: ")
                        + one.objective().text() + ", in the window that begins "
                        + since(Window.instant(firstBreach(one))) + "."));
    }

    private static long firstBreach(ObjectiveResult breached) {
        return breached.breached().get(0).from();
    }

    /** Finds the objective that a slightly worse run would breach. */
    private void leastRoom() {
        objectives()
                .filter(one -> one.result() == Result.PASS || one.result() == Result.WARN)
                .filter(one -> room(one) != null)
                .min(Comparator.comparingDouble(one -> {
                    Double room = room(one);
                    return room == null ? 1 : room;
                }))
                .ifPresent(one -> {
                    Double room = room(one);
                    Double value = one.value();
                    if (room != null && value != null) {
                        lessons.add("Least room: " + one.objective().text() + " was "
                                + new Quantity(
                                        value, one.objective().indicator().dimension()) + ", "
                                + String.format(Locale.ROOT, "%.0f", 100 * room) + "% off its bound.");
                    }
                });
    }

    /** As a share of the bound; {@code null} where there is none. */
    private static @Nullable Double room(ObjectiveResult one) {
        Double limit = one.limit();
        Double distance = one.distance();
        return limit == null || limit == 0 || distance == null || !one.isJudged()
                ? null
                : (Double) (Math.abs(distance) / Math.abs(limit));
    }

    private void hidIt() {
        result.verdict().findings().stream()
                .filter(finding ->
                        finding.result() == Result.WARN && finding.subject().equals("load"))
                .forEach(finding -> lessons.add("May have hidden something: " + finding.sentence()));
    }

    private void notLookedAt() {
        if (result.plan().scenario().ledger() == null) {
            lessons.add(
                    "Not looked at: whether data was lost. A ledger: in the scenario looks for acknowledged writes.");
        }
        if (objectives().noneMatch(one -> one.objective().indicator() instanceof Indicator.RecoveryTime)) {
            lessons.add("Not looked at: the time to recover. An objective on recovery_time limits it.");
        }
    }

    private Stream<ObjectiveResult> objectives() {
        return result.evaluation().objectives().stream().filter(one -> one.role() == ObjectiveRole.SLO);
    }

    private String since(Instant moment) {
        Duration since = Duration.between(result.faults().get(0).injectionRequested(), moment);
        if (Math.abs(since.toMillis()) < 50) {
            return "right at the fault";
        }
        return String.format(
                Locale.ROOT,
                "%.1f s %s the fault",
                Math.abs(since.toMillis() / 1e3),
                since.isNegative() ? "before" : "after");
    }
}
