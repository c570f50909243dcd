package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fault in the network of all of a target's pods, as long as its {@code NetworkChaos} is there. */
abstract class NetworkDriver<F extends Fault> extends MeshDriver<F> {

    private static final String STEP = "step";

    NetworkDriver(Class<F> type, DriverContext context, Waits waits) {
        super(type, Kind.NETWORK, context, waits);
    }

    /** The name of the action, and the field in which its settings are. */
    abstract String action();

    /** Adds its settings to a spec. @throws IllegalArgumentException if Chaos Mesh cannot honour a key */
    abstract void set(JsonObject spec, F fault);

    @Override
    final JsonObject spec(FaultStep step, F fault, KubernetesTarget target) {
        JsonObject spec = Spec.of(action(), target).put("duration", Spec.backstop(step));
        set(spec, fault);
        return spec;
    }

    @Override
    final UndoRecipe recipe(FaultStep step, F fault, KubernetesTarget target) {
        return new UndoRecipe(
                ChaosMeshDriverProvider.NAME,
                fault.type().name(),
                Map.of(CONTEXT, target.context(), NAMESPACE, target.namespace(), STEP, step.name()),
                byHand(target));
    }

    @Override
    final Preflight.BlastRadius blast(F fault, List<Pod> pods) {
        return new Preflight.BlastRadius(pods.size(), Pods.ready(pods), pods.size(), false);
    }

    @Override
    public final Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        present(pods);
        Experiment experiment = experiment(pods.target(), prepared.step().name());
        experiment.create(spec(prepared.step(), prepared.fault(), pods.target()), context);
        Status status = experiment.awaitInjected(waits.injected());
        return Evidence.claimed("Chaos Mesh reports it as injected into " + status.injected());
    }

    /** Whether Chaos Mesh still holds it: pods can go, and so can time. */
    @Override
    public final Evidence observe(Prepared<F> prepared) {
        try {
            Experiment experiment =
                    experiment(Pods.need(prepared.target()), prepared.step().name());
            Optional<Status> status = experiment.status();
            if (status.isEmpty()) {
                return Evidence.none(experiment + " is gone: somebody else has deleted it, and ended the fault");
            }
            return status.get().stopped() || !status.get().isInjected()
                    ? Evidence.none("Chaos Mesh does not hold the fault any more: "
                            + (status.get().stopped()
                                    ? "it has ended it (the duration of its object is over, or it is paused)"
                                    : "not injected are " + status.get().notInjected()))
                    : Evidence.claimed("Chaos Mesh still reports it as injected into "
                            + status.get().injected());
        } catch (DriverException e) {
            return Evidence.none(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Evidence.none("interrupted before it could be looked");
        }
    }

    @Override
    public final void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        experiment(target(recipe), recipe.data().getOrDefault(STEP, "")).delete(deadline);
    }
}
