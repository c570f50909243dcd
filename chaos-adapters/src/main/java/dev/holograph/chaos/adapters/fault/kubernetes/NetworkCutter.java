package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Kubectl;
import dev.holograph.chaos.adapters.cluster.Labels;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.NetworkPolicy;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Cuts a target off from a peer by a NetworkPolicy, and deletes it again. */
final class NetworkCutter extends PodDriver<NetworkPolicy> {

    private static final String CONTEXT = "context";
    private static final String NAMESPACE = "namespace";
    private static final String STEP = "step";
    private static final String PEER_NAMESPACE = "peerNamespace";
    private static final String PEER_SELECTOR = "peerSelector";

    private static final int LONGEST_STEP = 100;

    NetworkCutter(DriverContext context) {
        super(NetworkPolicy.class, context);
    }

    @Override
    public Prepared<NetworkPolicy> prepare(
            FaultStep step, NetworkPolicy fault, TargetSpec target, Map<String, TargetSpec> targets) {
        KubernetesTarget pods = Pods.need(target);
        TargetSpec peer = targets.get(fault.peer());
        if (peer == null || peer.kubernetes() == null) {
            throw new IllegalArgumentException("peer '" + fault.peer()
                    + "' is no target with kubernetes: { namespace: …, selector: … } in this environment; targets: "
                    + String.join(", ", targets.keySet().stream().sorted().toList()));
        }
        Labels.parse(pods.selector());
        Labels.parse(peer.kubernetes().selector());
        Prepared<NetworkPolicy> prepared = prepare(step, fault, target);
        List<Permission> permissions = new ArrayList<>(prepared.permissions());
        if (!peer.kubernetes().namespace().equals(pods.namespace())) {
            permissions.add(new Permission("list", "", "pods", peer.kubernetes().namespace()));
        }
        return new Prepared<>(
                step,
                fault,
                target,
                prepared.driver(),
                prepared.description(),
                recipe(step, fault, pods, peer.kubernetes()),
                permissions);
    }

    @Override
    String describe(NetworkPolicy fault, KubernetesTarget target) {
        String ways =
                switch (fault.direction()) {
                    case REQUESTS -> "from " + fault.peer() + " to ";
                    case RESPONSES -> "to " + fault.peer() + " from ";
                    case BOTH -> "between " + fault.peer() + " and ";
                };
        return "a NetworkPolicy denies connections " + ways + "the pods " + target;
    }

    /** It holds the peer as well: by it the policy is made, and the plan is all that an injection is given. */
    private UndoRecipe recipe(FaultStep step, NetworkPolicy fault, KubernetesTarget target, KubernetesTarget peer) {
        return new UndoRecipe(
                KubernetesDriverProvider.NAME,
                fault.type().name(),
                Map.of(
                        CONTEXT,
                        target.context(),
                        NAMESPACE,
                        target.namespace(),
                        STEP,
                        step.name(),
                        PEER_NAMESPACE,
                        peer.namespace(),
                        PEER_SELECTOR,
                        peer.selector()),
                Kubectl.at(target, context) + " delete networkpolicy -l " + OwnershipLabels.selector(context));
    }

    @Override
    List<Permission> permissions(KubernetesTarget target) {
        return List.of("create", "get", "list", "delete").stream()
                .map(verb -> new Permission(verb, "networking.k8s.io", "networkpolicies", target.namespace()))
                .toList();
    }

    @Override
    Preflight.BlastRadius blast(NetworkPolicy fault, List<Pod> pods) {
        return new Preflight.BlastRadius(pods.size(), ready(pods), pods.size(), false);
    }

    @Override
    public Evidence inject(Prepared<NetworkPolicy> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        KubernetesTarget target = pods.target();
        Map<String, String> data = Objects.requireNonNull(prepared.undo(), "a lasting fault has a recipe")
                .data();
        KubernetesTarget peer = new KubernetesTarget(
                target.context(), data.getOrDefault(PEER_NAMESPACE, ""), data.getOrDefault(PEER_SELECTOR, ""), null);
        List<String> addresses = new Pods(pods.client(), peer)
                .list().stream()
                        .flatMap(pod -> pod.getStatus().getPodIPs().stream())
                        .map(PodIP::getIp)
                        .toList();
        var policy = NetworkPolicySpec.between(
                        target, peer, addresses, prepared.fault().direction())
                .editMetadata()
                .withName(name(prepared.step().name()))
                .withNamespace(target.namespace())
                .withLabels(OwnershipLabels.labels(context))
                .withAnnotations(OwnershipLabels.annotations(context))
                .endMetadata()
                .build();
        NetworkPolicySpec.make(pods.client(), policy);
        return Evidence.claimed("NetworkPolicy " + policy.getMetadata().getName() + " is there, for " + addresses.size()
                + " addresses of the peer; whether the cluster enforces it, an effect: objective or a probe must show");
    }

    @Override
    public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        Map<String, String> data = recipe.data();
        KubernetesClient client = Clusters.of(context).client(data.getOrDefault(CONTEXT, ""));
        String name = name(data.getOrDefault(STEP, ""));
        String problem = "NetworkPolicy " + name + " cannot be deleted";
        boolean there = Api.until(deadline, problem, client, brief -> {
            var policy = brief.network()
                    .v1()
                    .networkPolicies()
                    .inNamespace(data.getOrDefault(NAMESPACE, ""))
                    .withName(name);
            policy.delete();
            return policy.get() != null;
        });
        if (there) {
            throw new DriverException(problem + ": it is still there; something holds it, see its finalizers");
        }
    }

    /** A step may be called anything, an object of Kubernetes may not (RFC 1123 subdomain, up to 253 characters). */
    private String name(String step) {
        String part = step.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String tail = part.equals(step) && part.length() <= LONGEST_STEP
                ? part
                : part.substring(0, Math.min(part.length(), LONGEST_STEP)) + "-" + Integer.toHexString(step.hashCode());
        return "chaos-" + context.runId().toLowerCase(Locale.ROOT) + "-" + tail;
    }
}
