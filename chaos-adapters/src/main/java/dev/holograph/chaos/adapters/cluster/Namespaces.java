package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Namespaces of a cluster. They are the cluster's own: whoever may see pods in one need not be allowed to see it. */
public final class Namespaces {

    private Namespaces() {}

    /** Whether there is certainly none of this name; {@code false} where nobody can tell. */
    public static boolean isMissing(KubernetesClient client, String namespace) throws InterruptedException {
        try {
            return Api.call("", () -> client.namespaces().withName(namespace).get() == null);
        } catch (DriverException e) {
            return false;
        }
    }
}
