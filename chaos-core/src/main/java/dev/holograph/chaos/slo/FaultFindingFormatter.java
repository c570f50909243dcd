package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts what does not speak for a fault into English. */
final class FaultFindingFormatter {

    /** A fault may be repeated many times, and each time its driver may count something else. */
    private static final int MOST_DRIVERS = 3;

    private FaultFindingFormatter() {}

    static String sentence(FaultEvidence evidence) {
        String fault = evidence.isOnly() ? "the fault" : "fault " + evidence.name();
        if (evidence.isDisturbed()) {
            return "what was measured is not that of " + fault + " alone: "
                    + evidence.evidence().stream()
                            .filter(one -> one.kind() == Evidence.Kind.DISTURBED)
                            .map(Evidence::text)
                            .collect(Collectors.joining("; "));
        }
        if (evidence.isUnasked()) {
            return "the load did not ask the target of " + fault + " while it was on: its requests went elsewhere, and"
                    + " their outcome proves nothing about the system under " + fault;
        }
        if (evidence.result() == Result.WARN) {
            return "the load may never have felt " + fault + ": in this scenario only "
                    + evidence.onlyAskedBy()
                    + " asks its target; give the scenario an effect: objective on the load that only holds while it is"
                    + " on";
        }
        return "nothing shows that " + (evidence.isOnly() ? "the fault" : "fault " + evidence.name())
                + " was real: no effect was observed" + whatWasSeen(evidence) + heldBefore(evidence)
                + "; give the scenario an effect: objective that only holds while "
                + (evidence.isOnly() ? "the fault" : "it") + " is on";
    }

    static String sentence(RunFinding.UnreadTraffic unread) {
        long requests = unread.traffic().requests();
        String passed = unread.answered() == null
                ? "beside " + requests + " requests, " + unread.traffic().unread()
                        + " pieces of data passed it in which it saw none"
                : "it saw " + requests + " requests, and its target answered " + unread.answered() + " of the load";
        return "fault " + unread.fault() + " may not have seen most of what it is for: " + passed
                + "; in TLS, HTTP/2 and WebSockets, and on connections that it found in the middle of something, no"
                + " request can be seen";
    }

    /** What the driver saw in place of an effect: it may name the cause. */
    private static String whatWasSeen(FaultEvidence evidence) {
        String seen = texts(evidence, Set.of(Evidence.Kind.NONE));
        return seen.isEmpty() ? "" : " (" + seen + ")";
    }

    /**
     * What drivers saw of the faults that an effect did not show: it may name the cause.
     *
     * @param result of any objective
     * @param faults of the run
     * @return empty where no effect is missing
     */
    static String whatDriversSaw(ObjectiveResult result, List<FaultEvidence> faults) {
        if (result.role() != ObjectiveRole.EFFECT || result.status() != Status.BREACHED) {
            return "";
        }
        return faults.stream()
                .filter(fault -> isAbout(result.objective(), fault))
                .map(FaultFindingFormatter::whatItsDriverSaw)
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(MOST_DRIVERS)
                .collect(Collectors.joining());
    }

    private static boolean isAbout(Objective effect, FaultEvidence fault) {
        return !(effect.moment() instanceof EvaluationPhase.DuringFault during)
                || fault.name().equals(during.fault())
                || fault.name().startsWith(during.fault() + " (");
    }

    private static String whatItsDriverSaw(FaultEvidence fault) {
        String seen = texts(fault, Set.of(Evidence.Kind.OBSERVED, Evidence.Kind.NONE));
        String told = seen.isEmpty() ? texts(fault, Set.of(Evidence.Kind.CLAIMED)) : seen;
        return told.isEmpty()
                ? ""
                : "; " + (fault.isOnly() ? "its driver" : "the driver of " + fault.name())
                        + (seen.isEmpty() ? " only knows" : " saw") + ": " + told;
    }

    private static String texts(FaultEvidence fault, Set<Evidence.Kind> kinds) {
        return fault.evidence().stream()
                .filter(one -> kinds.contains(one.kind()))
                .map(Evidence::text)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String heldBefore(FaultEvidence evidence) {
        return evidence.heldBefore().isEmpty()
                ? ""
                : ", and "
                        + evidence.heldBefore().stream()
                                .map(objective -> "'" + objective.text() + "'")
                                .collect(Collectors.joining(" and "))
                        + " held in the baseline already";
    }
}
