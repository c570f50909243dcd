package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Kubectl;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.cluster.PodWatch;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives a target's workload another number of replicas. The former number is in the undo recipe and, with the run's id,
 * on the workload itself; only where that mark is still there is it given back.
 */
final class Scaler extends PodDriver<Scale> {

    private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(30);

    private static final String CONTEXT = "context";
    private static final String NAMESPACE = "namespace";
    private static final String KIND = "kind";
    private static final String WORKLOAD = "workload";

    private final Duration inForceWithin;
    private final Map<String, Workload> scaled = new ConcurrentHashMap<>();

    Scaler(DriverContext context) {
        this(context, IN_FORCE_WITHIN);
    }

    Scaler(DriverContext context, Duration inForceWithin) {
        super(Scale.class, context);
        this.inForceWithin = inForceWithin;
    }

    /** Without a pod there is nobody to answer. */
    @Override
    public boolean silences(Scale fault) {
        return fault.replicas() == 0;
    }

    @Override
    String describe(Scale fault, KubernetesTarget target) {
        return "the workload of the pods " + target + " scaled to " + fault.replicas() + " replicas";
    }

    @Override
    UndoRecipe recipe(FaultStep step, Scale fault, KubernetesTarget target) {
        return new UndoRecipe(
                KubernetesDriverProvider.NAME,
                fault.type().name(),
                Map.of(CONTEXT, target.context(), NAMESPACE, target.namespace()),
                Kubectl.at(target, context)
                        + " scale KIND/NAME --replicas=NUMBER # of the workload, as the journal says");
    }

    @Override
    List<Permission> permissions(KubernetesTarget target) {
        return List.of(); // they depend on what keeps the pods
    }

    @Override
    List<Permission> permissions(Pods pods, List<Pod> found) throws DriverException, InterruptedException {
        return Workload.owning(found, pods).permissions();
    }

    @Override
    Preflight.BlastRadius blast(Scale fault, List<Pod> pods) {
        int affected = Math.max(0, pods.size() - fault.replicas());
        return new Preflight.BlastRadius(pods.size(), ready(pods), affected, affected > 0);
    }

    @Override
    public Evidence inject(Prepared<Scale> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        Workload workload = Workload.owning(pods.list(), pods);
        HasMetadata now = Api.call(workload + " cannot be read", () -> workload.get(pods.client()));
        if (now == null) {
            throw new DriverException(workload + " is gone");
        }
        if (Workload.annotations(now).containsKey(OwnershipLabels.REPLICAS)) {
            throw new DriverException(workload + " is scaled already by run "
                    + Workload.annotations(now).get(OwnershipLabels.RUN) + "; take that back by chaos:recover first");
        }
        int former = Workload.replicas(now);
        int wanted = prepared.fault().replicas();
        context.remember(
                prepared.step().name(),
                Map.of(
                        KIND,
                        workload.kind().name(),
                        WORKLOAD,
                        workload.name(),
                        OwnershipLabels.REPLICAS,
                        "" + former,
                        UndoRecipe.BY_HAND,
                        byHand(pods.target(), workload, former)));
        Map<String, Object> marks = new HashMap<>(OwnershipLabels.annotations(context));
        marks.put(OwnershipLabels.REPLICAS, "" + former);
        Api.change(
                workload + " cannot be scaled",
                () -> workload.patch(pods.client(), patch(wanted, marks)),
                () -> workload.awaitSeen(pods.client(), seen -> context.runId()
                        .equals(Workload.annotations(seen).get(OwnershipLabels.RUN))));
        scaled.put(prepared.step().name(), workload);
        return awaitPods(pods, former, wanted);
    }

    /** An autoscaler whose least number is more than the fault's takes it back within seconds, whatever the run says. */
    @Override
    public Evidence observe(Prepared<Scale> prepared) {
        Workload workload = scaled.get(prepared.step().name());
        if (workload == null) {
            return NOTHING_FURTHER;
        }
        int wanted = prepared.fault().replicas();
        try {
            KubernetesClient client = Pods.of(context, prepared.target()).client();
            HasMetadata now = Api.call(workload + " cannot be read", () -> workload.get(client));
            if (now == null || !context.runId().equals(Workload.annotations(now).get(OwnershipLabels.RUN))) {
                return Evidence.disturbed(workload
                        + " was deleted or deployed anew before the end of the fault; it was scaled to " + wanted);
            }
            int replicas = Workload.replicas(now);
            return replicas == wanted
                    ? NOTHING_FURTHER
                    : Evidence.disturbed(workload + " is scaled to " + replicas
                            + " before the end of the fault, and was" + " scaled to " + wanted
                            + ": an autoscaler (kubectl get hpa) or somebody else has changed it");
        } catch (DriverException e) {
            return Evidence.none(
                    "whether it still had " + wanted + " replicas at the end could not be seen: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Evidence.none(
                    "whether it still had " + wanted + " replicas at the end could not be seen: interrupted");
        }
    }

    /** With the marks: while they are there, a later run would take it for scaled. */
    private String byHand(KubernetesTarget target, Workload workload, int former) {
        String kubectl = Kubectl.at(target, context);
        return kubectl + " scale " + workload + " --replicas=" + former + " && " + kubectl + " annotate " + workload
                + " " + OwnershipLabels.RUN + "- " + OwnershipLabels.EXPIRES + "- " + OwnershipLabels.REPLICAS + "-";
    }

    private Evidence awaitPods(Pods pods, int former, int wanted) throws DriverException, InterruptedException {
        Deadline deadline = Deadline.in(inForceWithin, System::nanoTime);
        boolean there = PodWatch.await(pods, found -> found.size() == wanted, deadline);
        String text = former + " replicas before; ";
        return there
                ? Evidence.observed(text + "there are " + wanted + " pods now")
                : Evidence.claimed(text + wanted + " are asked for, and within " + inForceWithin.toSeconds()
                        + " s there were not so many");
    }

    @Override
    public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        Map<String, String> data = recipe.data();
        String former = data.get(OwnershipLabels.REPLICAS);
        Workload.Kind kind = Workload.Kind.of(data.getOrDefault(KIND, "")).orElse(null);
        if (former == null || kind == null) {
            return; // nothing was scaled yet
        }
        KubernetesClient client = Clusters.of(context).client(data.getOrDefault(CONTEXT, ""));
        Workload workload = new Workload(kind, data.getOrDefault(NAMESPACE, ""), data.getOrDefault(WORKLOAD, ""));
        Api.until(deadline, workload + " cannot be scaled back to " + former, client, brief -> {
            giveBack(brief, workload, context.runId());
            return null;
        });
    }

    /** Gives back what this run has changed; nothing else. */
    static void giveBack(KubernetesClient client, Workload workload, String runId) {
        HasMetadata now = workload.get(client);
        if (now == null || !runId.equals(Workload.annotations(now).get(OwnershipLabels.RUN))) {
            return; // gone, or given back already
        }
        String former = Workload.annotations(now).get(OwnershipLabels.REPLICAS);
        Map<String, Object> marks = new HashMap<>();
        List.of(OwnershipLabels.RUN, OwnershipLabels.EXPIRES, OwnershipLabels.REPLICAS)
                .forEach(mark -> marks.put(mark, null));
        int replicas = former == null ? Workload.replicas(now) : Integer.parseInt(former);
        Api.unlessMissing(() -> workload.patch(client, patch(replicas, marks)));
    }

    private static String patch(int replicas, Map<String, Object> annotations) {
        return new JsonObject()
                .put("metadata", new JsonObject().put("annotations", new JsonObject(annotations)))
                .put("spec", new JsonObject().put("replicas", replicas))
                .encode();
    }
}
