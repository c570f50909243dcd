package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.plan.Permission;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of objects that request a fault from Chaos Mesh; their plural is their singular. */
enum Kind {
    /** {@code api/v1alpha1/networkchaos_types.go}. */
    NETWORK("NetworkChaos", "networkchaos"),
    /** {@code api/v1alpha1/podchaos_types.go}. */
    POD("PodChaos", "podchaos");

    private static final String GROUP = "chaos-mesh.org";
    private static final String VERSION = "v1alpha1";
    static final String API_VERSION = GROUP + "/" + VERSION;

    private final String kind;
    private final String plural;

    Kind(String kind, String plural) {
        this.kind = kind;
        this.plural = plural;
    }

    /** As it is written after {@code kind:}. */
    String kind() {
        return kind;
    }

    /** As kubectl and roles write it. */
    String plural() {
        return plural;
    }

    ResourceDefinitionContext definition() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(VERSION)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** To make an object, to see what becomes of it and to delete it. */
    List<Permission> permissions(String namespace) {
        return Stream.of("create", "get", "list", "watch", "delete")
                .map(verb -> new Permission(verb, GROUP, plural, namespace))
                .toList();
    }

    /** Whether the cluster knows it; every account may ask that. */
    boolean isKnownTo(KubernetesClient client) {
        return client.supports(API_VERSION, kind);
    }
}
