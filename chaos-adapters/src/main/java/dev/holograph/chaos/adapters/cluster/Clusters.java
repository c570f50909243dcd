package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run's clients, one for each context. Only the context that is asked for is ever used, whatever the kubeconfig's
 * current one is.
 */
public final class Clusters implements AutoCloseable {

    /** The kubeconfig of the build; without it {@code $KUBECONFIG}, else {@code ~/.kube/config}. */
    public static final String KUBECONFIG = "chaos.kubeconfig";

    private static final int CONNECTS_WITHIN_MS = 3_000;
    private static final int ANSWERS_WITHIN_MS = 10_000;
    /** Of the client's own tries: what must succeed is tried again by {@link Api#until}, with the time that is left. */
    private static final int TRIES_AGAIN = 2;

    private final DriverContext context;
    private final Map<String, KubernetesClient> clients = new HashMap<>();

    private Clusters(DriverContext context) {
        this.context = context;
    }

    /** The run's one. */
    public static Clusters of(DriverContext context) {
        return context.shared().get(Clusters.class, () -> new Clusters(context), Clusters::close);
    }

    /**
     * The client of a context, open until the run ends.
     *
     * @throws DriverException if there is no such context
     */
    public synchronized KubernetesClient client(String kubeContext) throws DriverException {
        KubernetesClient known = clients.get(kubeContext);
        if (known == null) {
            Config config = new ConfigBuilder(config(kubeContext))
                    .withConnectionTimeout(CONNECTS_WITHIN_MS)
                    .withRequestTimeout(ANSWERS_WITHIN_MS)
                    .withRequestRetryBackoffLimit(TRIES_AGAIN)
                    .build();
            known = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new Vertx5HttpClientFactory(SharedVertx.of(context.shared())))
                    .build();
            clients.put(kubeContext, known);
        }
        return known;
    }

    private Config config(String kubeContext) throws DriverException {
        if (kubeContext.equals(KubernetesTarget.IN_CLUSTER)) {
            return Config.autoConfigure(null);
        }
        Path file = kubeconfig();
        if (!Files.isRegularFile(file)) {
            throw new DriverException("there is no kubeconfig at " + file + "; name one by -D" + KUBECONFIG
                    + "=… or KUBECONFIG, or write kubeContext: " + KubernetesTarget.IN_CLUSTER
                    + " where the build runs in a pod");
        }
        Config whole;
        try {
            whole = Config.fromKubeconfig(file.toFile());
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new DriverException("the kubeconfig " + file + " cannot be read: " + e.getMessage(), e);
        }
        List<String> names = whole.getContexts().stream()
                .map(named -> named.getName())
                .sorted()
                .toList();
        if (!names.contains(kubeContext)) {
            throw new DriverException("the kubeconfig " + file + " has no context '" + kubeContext
                    + "', which the guard names; it has: " + String.join(", ", names));
        }
        return Config.fromKubeconfig(kubeContext, file.toFile());
    }

    private Path kubeconfig() {
        Optional<String> named = context.setting(KUBECONFIG).or(() -> Optional.ofNullable(System.getenv("KUBECONFIG")));
        return named.map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".kube", "config"))
                .toAbsolutePath();
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(KubernetesClient::close);
        clients.clear();
    }
}
