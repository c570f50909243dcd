package dev.holograph.chaos.slo;

import java.util.stream.Collectors;

/** Puts what does not speak for a fault into English. */
final class FaultFindingFormatter {

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
        String seen = evidence.evidence().stream()
                .filter(one -> one.kind() == Evidence.Kind.NONE)
                .map(Evidence::text)
                .collect(Collectors.joining("; "));
        return seen.isEmpty() ? "" : " (" + seen + ")";
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
