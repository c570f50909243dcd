package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.PodChangeObserver;
import dev.holograph.chaos.adapters.cluster.PodChangeObservers;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final PodChangeObservers aftermaths = new PodChangeObservers();
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
    final UndoRecipe cleanupRecipe(FaultStep step, F fault, KubernetesTarget target) {
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
        PodChangeObserver aftermath =
                new PodChangeObserver(pods, before, context.clock().instant());
        Attempt attempt = attempt(prepared, pods.target(), before.size());
        if (attempt.status == null || attempt.problem != null) {
            return lookedAt(prepared, pods, before, attempt, aftermath);
        }
        Status status = attempt.status;
        aftermaths.begin(prepared.step().name(), aftermath);
        Set<String> names = status.targets().stream().map(Status.Target::pod).collect(Collectors.toSet());
        List<Pod> hit =
                before.stream().filter(pod -> names.contains(Pods.name(pod))).toList();
        Duration within = grace(prepared.fault()).plus(waits.seen());
        boolean seen = PodWatch.awaitAll(pods, now -> isDone(hit, now), Deadline.in(within, System::nanoTime));
        String told = "Chaos Mesh reports it as injected into " + status.injected();
        return seen && !hit.isEmpty()
                ? Evidence.observed(names(hit) + ": " + done())
                : Evidence.claimed(told + "; within " + within.toSeconds() + " s nothing was seen of it");
    }

    /** What became of the object of one injection. */
    private static final class Attempt {

        /** Whether it may have been there, so that Chaos Mesh may have done its work. */
        private boolean mayHaveBeenDone;

        /** {@code null}: Chaos Mesh has not said that all is injected, or was not heard. */
        private @Nullable Status status;

        private @Nullable DriverException problem;

        /** Whether it may still be there. */
        private boolean isLeft;

        void failed(DriverException e) {
            if (problem == null) {
                problem = e;
            } else {
                problem.addSuppressed(e);
            }
        }
    }

    /** Makes the object, and leaves none behind. */
    private Attempt attempt(Prepared<F> prepared, KubernetesTarget target, int pods)
            throws DriverException, InterruptedException {
        Experiment experiment = experiment(target, prepared.step().name() + "-" + objects.incrementAndGet());
        Attempt attempt = new Attempt();
        try {
            experiment.create(
                    Spec.some(
                            spec(prepared.step(), prepared.fault(), target),
                            count(prepared.fault()).of(pods),
                            pods),
                    context);
            attempt.mayHaveBeenDone = true;
            attempt.status = experiment.awaitInjected(waits.injected());
        } catch (DriverException e) {
            attempt.failed(e);
        } finally {
            try {
                experiment.delete(Deadline.in(waits.deleted(), System::nanoTime));
            } catch (DriverException e) {
                attempt.isLeft = true;
                attempt.failed(e);
            }
        }
        return attempt;
    }

    /**
     * Looks at the pods where Chaos Mesh was not heard, or its object could not be removed: what has happened cannot be
     * taken back, and must not be denied.
     */
    private Evidence lookedAt(
            Prepared<F> prepared, Pods pods, List<Pod> before, Attempt attempt, PodChangeObserver aftermath)
            throws DriverException, InterruptedException {
        DriverException problem = Objects.requireNonNull(attempt.problem, "without a status there is a problem");
        if (!attempt.mayHaveBeenDone) {
            throw problem;
        }
        int wanted = count(prepared.fault()).of(before.size());
        Duration within = grace(prepared.fault()).plus(waits.seen());
        List<Pod> hit = new ArrayList<>();
        try {
            PodWatch.awaitAll(
                    pods,
                    now -> {
                        hit.clear();
                        before.stream().filter(pod -> isDone(List.of(pod), now)).forEach(hit::add);
                        return hit.size() >= wanted;
                    },
                    Deadline.in(within, System::nanoTime));
        } catch (DriverException unseen) {
            problem.addSuppressed(unseen);
            throw new DriverException(
                    problem.getMessage() + "; whether it happened all the same is unknown, so nothing is proven:"
                            + " look at the pods before you run this again",
                    problem);
        }
        String seen = hit.isEmpty()
                ? "a look at the pods showed that nothing has happened to them"
                : names(hit) + ": " + done() + " all the same";
        if (attempt.isLeft || hit.size() < wanted) {
            throw new DriverException(problem.getMessage() + "; " + seen, problem);
        }
        aftermaths.begin(prepared.step().name(), aftermath);
        return Evidence.observed(seen + ", although " + problem.getMessage());
    }

    private static String names(List<Pod> pods) {
        return pods.stream().map(Pods::name).collect(Collectors.joining(", "));
    }

    @Override
    public final Evidence observe(Prepared<F> prepared) {
        return aftermaths.of(prepared.step().name(), "nothing was injected");
    }
}
