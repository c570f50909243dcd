package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.PodWatch;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sends a signal to a container's first process by the container's own shell. Instant: nothing to undo. */
final class ContainerKiller extends PodDriver<ContainerKill> {

    private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);

    private final PodSelection victims;
    private final Duration endedWithin;

    ContainerKiller(DriverContext context) {
        this(context, ENDED_WITHIN);
    }

    ContainerKiller(DriverContext context, Duration endedWithin) {
        super(ContainerKill.class, context);
        this.victims = new PodSelection(context);
        this.endedWithin = endedWithin;
    }

    @Override
    String describe(ContainerKill fault, KubernetesTarget target) {
        String container = target.container() == null ? "the first container" : "container " + target.container();
        return "SIG" + fault.signal() + " to " + container + " in " + fault.pods() + " of the pods " + target;
    }

    @Override
    List<Permission> permissions(KubernetesTarget target) {
        return List.of(
                new Permission("get", "", "pods/exec", target.namespace()),
                new Permission("create", "", "pods/exec", target.namespace()));
    }

    @Override
    Preflight.BlastRadius blast(ContainerKill fault, List<Pod> pods) {
        return PodSelection.blast(fault.pods(), pods);
    }

    @Override
    public Evidence inject(Prepared<ContainerKill> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        List<Pod> chosen =
                victims.choose(pods, prepared.step().name(), prepared.fault().pods());
        String unanswered = "";
        for (Pod pod : chosen) {
            String problem = ContainerSignal.send(pods, pod, prepared.fault().signal(), endedWithin);
            unanswered += problem.isEmpty() ? "" : "; " + problem;
        }
        List<String> ended = new ArrayList<>();
        for (Pod pod : chosen) {
            if (hasEnded(pods, pod)) {
                ended.add(Pods.name(pod));
            }
        }
        return ended.isEmpty()
                ? Evidence.none("no container ended within " + endedWithin.toSeconds() + " s of SIG"
                        + prepared.fault().signal()
                        + (unanswered.isEmpty() ? ": a first process without a handler for it ignores it" : unanswered))
                : Evidence.observed("a container ended in " + String.join(", ", ended));
    }

    @Override
    public Evidence observe(Prepared<ContainerKill> prepared) {
        return victims.aftermath(prepared.step().name());
    }

    private boolean hasEnded(Pods pods, Pod before) throws DriverException, InterruptedException {
        String container = ContainerSignal.container(pods, before);
        int restarts = restarts(before, container);
        return PodWatch.awaitOne(
                pods,
                before,
                now -> restarts(now, container) > restarts || hasTerminated(now, container),
                Deadline.in(endedWithin, System::nanoTime));
    }

    private static int restarts(Pod pod, String container) {
        return status(pod, container).mapToInt(ContainerStatus::getRestartCount).sum();
    }

    private static boolean hasTerminated(Pod pod, String container) {
        return status(pod, container)
                .anyMatch(
                        status -> status.getState() != null && status.getState().getTerminated() != null);
    }

    private static Stream<ContainerStatus> status(Pod pod, String container) {
        return Pods.statuses(pod).filter(status -> status.getName().equals(container));
    }
}
