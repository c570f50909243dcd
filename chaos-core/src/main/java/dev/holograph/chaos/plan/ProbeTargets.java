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
            return securePastProxy(probe, target);
        }
        String kind = probe.question().kind();
        return Optional.of(Violation.of(
                        probe.location(),
                        "probe '" + probe.name() + "' cannot ask target '" + target.name() + "' by " + kind)
                .withHint("give the target " + need(probe.question())));
    }

    /** The client that asks a Prometheus connects to the host that it asks for. */
    private static Optional<Violation> securePastProxy(Probe probe, TargetSpec target) {
        return target.throughProxy()
                        && target.isSecure()
                        && probe.question().kind().equals(Question.Prometheus.KIND)
                ? Optional.of(Violation.of(
                                probe.location(),
                                "probe '" + probe.name()
                                        + "' cannot ask a Prometheus by TLS through the proxy of target '"
                                        + target.name() + "'")
                        .withHint("remove through: of the target (" + target.location() + ")"))
                : Optional.empty();
    }

    private static boolean canBeAsked(Question question, TargetSpec target) {
        boolean isService = target.service() != null;
        String url = target.url() == null ? "" : target.url();
        return switch (question.kind()) {
            case Question.Kubernetes.KIND -> target.kubernetes() != null;
            case Question.Redis.KIND -> isService || TargetUrl.isRedis(url);
            case Question.Sql.KIND -> TargetUrl.isDatabase(url);
            case Question.Prometheus.KIND -> isService || url.startsWith("http://") || url.startsWith("https://");
            default -> isService || (!url.isEmpty() && HttpTargets.speaksHttp(target));
        };
    }

    private static String need(Question question) {
        return switch (question.kind()) {
            case Question.Kubernetes.KIND -> "kubernetes: { namespace: …, selector: app=… }";
            case Question.Redis.KIND -> "url: redis://host:port, or a service: of type redis";
            case Question.Sql.KIND -> "url: jdbc:…";
            case Question.Prometheus.KIND -> "url: http://host:9090 or https://host";
            default -> "url: http://host:port or https://host, or a service:";
        };
    }
}
