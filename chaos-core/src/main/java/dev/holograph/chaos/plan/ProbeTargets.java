package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Question;
import dev.holograph.chaos.scenario.Violation;
import java.util.Optional;

/** Whether a target is something that a probe's question can be put to. */
public final class ProbeTargets {

    private ProbeTargets() {}

    /** Why it is not. */
    public static Optional<Violation> violation(Probe probe, TargetSpec target) {
        if (canBeAsked(probe.question(), target)) {
            return Optional.empty();
        }
        String kind = probe.question().kind();
        return Optional.of(Violation.of(
                        probe.location(),
                        "probe '" + probe.name() + "' cannot ask target '" + target.name() + "' by " + kind + ":")
                .withHint("give the target " + need(probe.question())));
    }

    private static boolean canBeAsked(Question question, TargetSpec target) {
        if (question instanceof Question.Kubernetes) {
            return target.kubernetes() != null;
        }
        return target.service() != null || target.url() != null;
    }

    private static String need(Question question) {
        return question instanceof Question.Kubernetes
                ? "kubernetes: { namespace: …, selector: app=… }"
                : "a url: or a service:";
    }
}
