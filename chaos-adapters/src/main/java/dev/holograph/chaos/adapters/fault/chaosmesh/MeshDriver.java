package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Kubectl;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.adapters.cluster.TargetCheck;
import dev.holograph.chaos.adapters.cluster.TargetPermissions;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all faults by Chaos Mesh share: how they are planned and what is checked before. */
abstract class MeshDriver<F extends Fault> implements FaultDriver<F> {

    static final String CONTEXT = "context";
    static final String NAMESPACE = "namespace";

    final DriverContext context;
    final Waits waits;
    private final Class<F> type;
    private final Kind kind;

    MeshDriver(Class<F> type, Kind kind, DriverContext context, Waits waits) {
        this.type = type;
        this.kind = kind;
        this.context = context;
        this.waits = waits;
    }

    @Override
    public final Class<F> fault() {
        return type;
    }

    /** What will happen, for a plan. */
    abstract String describe(F fault, KubernetesTarget target);

    /**
     * The spec that is sent to Chaos Mesh, as if it were for all pods of the target.
     *
     * @throws IllegalArgumentException if it cannot honour a key
     */
    abstract JsonObject spec(FaultStep step, F fault, KubernetesTarget target);

    /** {@code null}: instant. */
    abstract @Nullable UndoRecipe recipe(FaultStep step, F fault, KubernetesTarget target);

    /** For an instant fault: how to remove what was not deleted any more. */
    @Nullable UndoRecipe cleanupRecipe(FaultStep step, F fault, KubernetesTarget target) {
        return null;
    }

    /** The pods that the fault would reach, of at least one. */
    abstract Preflight.BlastRadius blast(F fault, List<Pod> pods);

    @Override
    public final Prepared<F> prepare(FaultStep step, F fault, TargetSpec target) {
        KubernetesTarget pods = Pods.need(target);
        spec(step, fault, pods); // refuses what cannot be
        return new Prepared<>(
                step,
                fault,
                target,
                ChaosMeshDriverProvider.NAME,
                "Chaos Mesh: " + describe(fault, pods),
                recipe(step, fault, pods),
                cleanupRecipe(step, fault, pods),
                TargetPermissions.with(kind.permissions(pods.namespace()), pods));
    }

    @Override
    public final Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        if (!Api.call("the API server cannot be queried for its kinds", () -> kind.isKnownTo(pods.client()))) {
            return Preflight.problem("Chaos Mesh is not installed in the cluster of context "
                    + pods.target().context() + ": it knows no " + kind.kind() + " of " + Kind.API_VERSION
                    + "; install it (https://chaos-mesh.org/docs/production-installation-using-helm/), or choose"
                    + " another driver for " + prepared.fault().type().name() + " under drivers:");
        }
        return TargetCheck.look(
                pods, prepared.permissions(), found -> List.of(), found -> blast(prepared.fault(), found));
    }

    /** How a person deletes all objects of this kind that this run made. */
    final String byHand(KubernetesTarget target) {
        return Kubectl.at(target, context) + " delete " + kind.plural() + " -l " + OwnershipLabels.selector(context);
    }

    /** Where a recipe's objects are. */
    static KubernetesTarget target(UndoRecipe recipe) {
        return new KubernetesTarget(
                recipe.data().getOrDefault(CONTEXT, ""), recipe.data().getOrDefault(NAMESPACE, ""), "", null);
    }

    /** The pods that there are now. @throws DriverException if there are none */
    static List<Pod> present(Pods pods) throws DriverException, InterruptedException {
        List<Pod> found = pods.list();
        if (found.isEmpty()) {
            throw new DriverException("no pod matches " + pods.target() + ": there is nothing to inject into");
        }
        return found;
    }

    final Experiment experiment(KubernetesTarget target, String step) throws DriverException {
        KubernetesClient client = Clusters.of(context).client(target.context());
        return Experiment.of(context, client, kind, target, step);
    }
}
