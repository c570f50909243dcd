package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Labels;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The policy that takes one peer out. A NetworkPolicy can only allow: this one allows everybody else, by labels for
 * pods and by address for the rest. Pods of the peer that come later have other addresses: where a network plugin
 * applies address rules to pods too, they are not cut off.
 */
final class NetworkPolicySpec {

    /** Which every namespace carries (Kubernetes 1.22 and later). */
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private NetworkPolicySpec() {}

    /** @param addresses of the peer's pods, IPv4 or IPv6 */
    static NetworkPolicyBuilder between(
            KubernetesTarget target, KubernetesTarget peer, List<String> addresses, Direction direction) {
        List<NetworkPolicyPeer> others = others(peer, addresses);
        NetworkPolicyBuilder policy = new NetworkPolicyBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Labels.parse(target.selector()))
                .endPodSelector()
                .endSpec();
        if (direction.coversRequests()) {
            policy.editSpec()
                    .addToPolicyTypes("Ingress")
                    .addNewIngress()
                    .withFrom(others)
                    .endIngress()
                    .endSpec();
        }
        if (direction.coversResponses()) {
            policy.editSpec()
                    .addToPolicyTypes("Egress")
                    .addNewEgress()
                    .withTo(others)
                    .endEgress()
                    .endSpec();
        }
        return policy;
    }

    /** Here, and not in {@link NetworkCutter}, which the JVM verifies in every build: it would load Fabric8. */
    static void make(KubernetesClient client, NetworkPolicy policy) throws DriverException, InterruptedException {
        Api.call("the NetworkPolicy cannot be made", () -> client.resource(policy)
                .create());
    }

    private static List<NetworkPolicyPeer> others(KubernetesTarget peer, List<String> addresses) {
        List<NetworkPolicyPeer> others = new ArrayList<>();
        for (Map.Entry<String, String> label : Labels.parse(peer.selector()).entrySet()) {
            others.add(new NetworkPolicyPeerBuilder()
                    .withNewNamespaceSelector()
                    .endNamespaceSelector()
                    .withNewPodSelector()
                    .addNewMatchExpression()
                    .withKey(label.getKey())
                    .withOperator("NotIn")
                    .withValues(label.getValue())
                    .endMatchExpression()
                    .endPodSelector()
                    .build());
        }
        others.add(new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .addNewMatchExpression()
                .withKey(NAMESPACE_NAME)
                .withOperator("NotIn")
                .withValues(peer.namespace())
                .endMatchExpression()
                .endNamespaceSelector()
                .build());
        others.add(block(
                "0.0.0.0/0",
                "/32",
                addresses.stream().filter(address -> !address.contains(":")).toList()));
        others.add(block(
                "::/0",
                "/128",
                addresses.stream().filter(address -> address.contains(":")).toList()));
        return others;
    }

    private static NetworkPolicyPeer block(String cidr, String length, List<String> but) {
        return new NetworkPolicyPeerBuilder()
                .withNewIpBlock()
                .withCidr(cidr)
                .withExcept(but.stream().map(address -> address + length).toList())
                .endIpBlock()
                .build();
    }
}
