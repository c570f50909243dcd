package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.adapters.cluster.TargetCheck;
import dev.holograph.chaos.adapters.cluster.TargetPermissions;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
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
    abstract List<Permission> permissions(KubernetesTarget target);

    /** The same for what a scenario wants of it. */
    List<Permission> permissions(F fault, KubernetesTarget target) {
        return permissions(target);
    }

    /** Permissions that depend on the pods that were found. */
    List<Permission> permissions(Pods pods, List<Pod> found) throws DriverException, InterruptedException {
        return List.of();
    }

    /** The pods that the fault would reach, of at least one. */
    abstract Preflight.BlastRadius blast(F fault, List<Pod> pods);

    /** As it is written after {@code type:}. */
    final String faultName() {
        FaultType named = type.getAnnotation(FaultType.class);
        return named == null ? "" : named.name();
    }

    final List<Permission> allRights(KubernetesTarget pods) {
        return TargetPermissions.with(permissions(pods), pods);
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
                TargetPermissions.with(permissions(fault, pods), pods));
    }

    @Override
    public final Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        return TargetCheck.look(
                pods,
                prepared.permissions(),
                found -> permissions(pods, found),
                found -> blast(prepared.fault(), found));
    }

    static int ready(List<Pod> pods) {
        return Pods.ready(pods);
    }
}
