package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The service account that a pod runs under, as every pod is given it (Kubernetes, "Accessing the Kubernetes API from a
 * Pod"). Nothing else is looked at: the client's own search would take a kubeconfig before it, and that may lead to
 * another cluster.
 *
 * @param host of the API server, {@code KUBERNETES_SERVICE_HOST}; {@code null} outside of a pod
 * @param port {@code KUBERNETES_SERVICE_PORT}
 * @param folder with the token and the certificate of the API server's authority
 */
record ServiceAccount(@Nullable String host, @Nullable String port, Path folder) {

    static ServiceAccount ofThisPod() {
        return new ServiceAccount(
                System.getenv("KUBERNETES_SERVICE_HOST"),
                System.getenv("KUBERNETES_SERVICE_PORT"),
                Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));
    }

    /** @throws DriverException if this is no pod, or one without a service account's token */
    Config config() throws DriverException {
        Path token = folder.resolve("token");
        if (host == null || port == null || !Files.isReadable(token)) {
            throw new DriverException("kubeContext is " + KubernetesTarget.IN_CLUSTER
                    + ", and this build does not run in a pod with a service account (there is no "
                    + (host == null || port == null ? "KUBERNETES_SERVICE_HOST and _PORT" : token)
                    + "); name a context of a kubeconfig instead");
        }
        String address = host.contains(":") ? "[" + host + "]" : host;
        return new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("https://" + address + ":" + port + "/")
                .withCaCertFile(folder.resolve("ca.crt").toString())
                .withOauthTokenProvider(() -> read(token))
                .build();
    }

    /** Each time: the kubelet replaces it before it expires. */
    private static String read(Path token) {
        try {
            return Files.readString(token).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the service account's token cannot be read: " + token, e);
        }
    }
}
