package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.Right;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.FaultType;
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

    /** Those that only the pods themselves tell. */
    List<Right> rights(Pods pods, List<Pod> found) throws DriverException, InterruptedException {
        return List.of();
    }

    /** Whom it would reach, of at least one pod. */
    abstract Preflight.BlastRadius blast(F fault, List<Pod> pods);

    /** As it is written after {@code type:}. */
    final String faultName() {
        FaultType named = type.getAnnotation(FaultType.class);
        return named == null ? "" : named.name();
    }

    final List<Right> allRights(KubernetesTarget pods) {
        return Stream.concat(
                        Stream.of(
                                new Right("list", "", "pods", pods.namespace()),
                                new Right("watch", "", "pods", pods.namespace()),
                                new Right("list", "", "events", pods.namespace())),
                        Stream.concat(rights(pods).stream(), KubernetesClaims.rights(pods).stream()))
                .toList();
    }

    @Override
    public Prepared<F> prepare(FaultStep step, F fault, TargetSpec target) {
        KubernetesTarget pods = Pods.need(target);
        return new Prepared<>(
                step,
                fault,
                target,
                KubernetesDriverProvider.NAME,
                describe(fault, pods),
                recipe(step, fault, pods),
                allRights(pods));
    }

    @Override
    public final Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        List<String> problems = new ArrayList<>();
        List<Right> denied = new ArrayList<>(Access.denied(pods.client(), prepared.rights()));
        if (denied.stream()
                .anyMatch(
                        right -> right.resource().equals("pods") && right.verb().equals("list"))) {
            return new Preflight(problems, denied, null);
        }
        List<Pod> found = pods.list();
        if (found.isEmpty()) {
            problems.add(whyNone(pods));
            return new Preflight(problems, denied, null);
        }
        try {
            denied.addAll(Access.denied(pods.client(), rights(pods, found)));
        } catch (DriverException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        String container = pods.target().container();
        if (container != null && found.stream().noneMatch(pod -> has(pod, container))) {
            problems.add("no pod of " + pods.target() + " has a container '" + container + "'; they have: "
                    + String.join(", ", containers(found.get(0))));
        }
        return new Preflight(problems, denied, blast(prepared.fault(), found));
    }

    private static String whyNone(Pods pods) throws InterruptedException {
        KubernetesTarget target = pods.target();
        try {
            boolean there = Api.call(
                    "",
                    () -> pods.client()
                                    .namespaces()
                                    .withName(target.namespace())
                                    .get()
                            != null);
            if (!there) {
                return "there is no namespace '" + target.namespace() + "' in context '" + target.context()
                        + "'; see `kubectl --context " + target.context() + " get namespaces`";
            }
        } catch (DriverException e) {
            // Namespaces are the cluster's: whoever may see pods in one need not be allowed to see it.
        }
        return "no pod matches " + target + "; see `kubectl get pods -n " + target.namespace() + " --show-labels`";
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
