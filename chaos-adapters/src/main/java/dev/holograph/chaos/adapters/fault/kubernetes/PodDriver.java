package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Access;
import dev.holograph.chaos.adapters.cluster.LeaseRights;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.Right;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the faults of a target's pods share: how they are planned, and what is looked at before. */
abstract class PodDriver<F extends Fault> implements FaultDriver<F> {

    final DriverContext context;
    private final Class<F> type;

    PodDriver(Class<F> type, DriverContext context) {
        this.type = type;
        this.context = context;
    }

    @Override
    public final Class<F> fault() {
        return type;
    }

    /** What will happen, for a plan. */
    abstract String describe(F fault, KubernetesTarget target);

    /** {@code null}: instant. */
    @Nullable UndoRecipe recipe(FaultStep step, F fault, KubernetesTarget target) {
        return null;
    }

    /** Beside listing pods and holding the lease. */
    abstract List<Right> rights(KubernetesTarget target);

    /** Whom it would reach, of at least one pod. */
    abstract Preflight.BlastRadius blast(F fault, List<Pod> pods);

    @Override
    public Prepared<F> prepare(FaultStep step, F fault, TargetSpec target) {
        KubernetesTarget pods = Pods.need(target);
        List<Right> rights = Stream.concat(
                        Stream.of(
                                new Right("list", "", "pods", pods.namespace()),
                                new Right("watch", "", "pods", pods.namespace()),
                                new Right("list", "", "events", pods.namespace())),
                        Stream.concat(rights(pods).stream(), LeaseRights.of(pods).stream()))
                .toList();
        return new Prepared<>(
                step,
                fault,
                target,
                KubernetesDriverProvider.NAME,
                describe(fault, pods),
                recipe(step, fault, pods),
                rights);
    }

    @Override
    public final Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        List<String> problems = new ArrayList<>();
        List<Right> denied = Access.denied(pods.client(), prepared.rights());
        if (denied.stream()
                .anyMatch(
                        right -> right.resource().equals("pods") && right.verb().equals("list"))) {
            return new Preflight(problems, denied, null);
        }
        List<Pod> found = pods.list();
        if (found.isEmpty()) {
            problems.add("no pod matches " + pods.target() + "; see `kubectl get pods -n "
                    + pods.target().namespace() + " --show-labels`");
        }
        String container = pods.target().container();
        if (container != null && !found.isEmpty() && found.stream().noneMatch(pod -> has(pod, container))) {
            problems.add("no pod of " + pods.target() + " has a container '" + container + "'; they have: "
                    + String.join(", ", containers(found.get(0))));
        }
        return new Preflight(problems, denied, found.isEmpty() ? null : blast(prepared.fault(), found));
    }

    private static boolean has(Pod pod, String container) {
        return containers(pod).contains(container);
    }

    private static List<String> containers(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(container -> container.getName())
                .toList();
    }

    static int ready(List<Pod> pods) {
        return (int) pods.stream().filter(Pods::isReady).count();
    }
}
