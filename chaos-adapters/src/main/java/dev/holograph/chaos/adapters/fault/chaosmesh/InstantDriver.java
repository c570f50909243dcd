package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Aftermath;
import dev.holograph.chaos.adapters.cluster.Aftermaths;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.PodWatch;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.PodCount;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fault that Chaos Mesh does once to some of a target's pods ({@code oneshot} in {@code podchaos_types.go}). Its
 * {@code PodChaos} is deleted as soon as it has done its work: it would be of no use any more, and there is nothing that
 * it could take back.
 */
abstract class InstantDriver<F extends Fault> extends MeshDriver<F> {

    private final Aftermaths aftermaths = new Aftermaths();
    private final AtomicInteger objects = new AtomicInteger();

    InstantDriver(Class<F> type, DriverContext context, Waits waits) {
        super(type, Kind.POD, context, waits);
    }

    /** How many it reaches. */
    abstract PodCount count(F fault);

    /** Whether what is there now shows that all of these have been hit. */
    abstract boolean isDone(List<Pod> hit, List<Pod> now);

    /** What has been seen, for the evidence: {@code is gone}. */
    abstract String done();

    /** How long the fault itself gives its victims. */
    abstract Duration grace(F fault);

    @Override
    final @Nullable UndoRecipe recipe(FaultStep step, F fault, KubernetesTarget target) {
        return null;
    }

    @Override
    final UndoRecipe residue(FaultStep step, F fault, KubernetesTarget target) {
        return new UndoRecipe(
                ChaosMeshDriverProvider.NAME,
                fault.type().name(),
                Map.of(CONTEXT, target.context(), NAMESPACE, target.namespace()),
                byHand(target));
    }

    /** What a run that was killed between making an object and deleting it has left. */
    @Override
    public final void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        KubernetesTarget target = target(recipe);
        for (Experiment left :
                Experiment.ofRun(Clusters.of(context).client(target.context()), context, target, Kind.POD, deadline)) {
            left.delete(deadline);
        }
    }

    @Override
    final Preflight.BlastRadius blast(F fault, List<Pod> pods) {
        return new Preflight.BlastRadius(
                pods.size(), Pods.ready(pods), count(fault).of(pods.size()), true);
    }

    @Override
    public final Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        List<Pod> before = present(pods);
        Aftermath aftermath = new Aftermath(pods, before, context.clock().instant());
        Status status = once(prepared, pods.target(), before.size());
        aftermaths.begin(prepared.step().name(), aftermath);
        Set<String> names = status.targets().stream().map(Status.Target::pod).collect(Collectors.toSet());
        List<Pod> hit =
                before.stream().filter(pod -> names.contains(Pods.name(pod))).toList();
        Duration within = grace(prepared.fault()).plus(waits.seen());
        boolean seen = PodWatch.awaitAll(pods, now -> isDone(hit, now), Deadline.in(within, System::nanoTime));
        String told = "Chaos Mesh says that it is injected into " + status.injected();
        return seen && !hit.isEmpty()
                ? Evidence.observed(hit.stream().map(Pods::name).collect(Collectors.joining(", ")) + ": " + done())
                : Evidence.claimed(told + "; within " + within.toSeconds() + " s nothing was seen of it");
    }

    /** Makes the object, and leaves none behind. */
    private Status once(Prepared<F> prepared, KubernetesTarget target, int pods)
            throws DriverException, InterruptedException {
        Experiment experiment = experiment(target, prepared.step().name() + "-" + objects.incrementAndGet());
        DriverException problem = null;
        try {
            experiment.create(
                    Spec.some(
                            spec(prepared.step(), prepared.fault(), target),
                            count(prepared.fault()).of(pods),
                            pods),
                    context);
            return experiment.awaitInjected(waits.injected());
        } catch (DriverException e) {
            problem = e;
            throw e;
        } finally {
            delete(experiment, problem);
        }
    }

    private void delete(Experiment experiment, @Nullable DriverException before) throws DriverException {
        try {
            experiment.delete(Deadline.in(waits.deleted(), System::nanoTime));
        } catch (DriverException e) {
            if (before == null) {
                throw e;
            }
            before.addSuppressed(e);
        }
    }

    @Override
    public final Evidence observe(Prepared<F> prepared) {
        return aftermaths.of(prepared.step().name(), "nothing was injected");
    }
}
