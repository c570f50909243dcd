package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The run's clients, one for each context. Only the context that is asked for is ever used, whatever the kubeconfig's
 * current one is.
 */
public final class Clusters implements AutoCloseable {

    /** The kubeconfig of the build; without it {@code $KUBECONFIG}, else {@code ~/.kube/config}. */
    public static final String KUBECONFIG = "chaos.kubeconfig";

    private static final int CONNECTS_WITHIN_MS = 3_000;
    private static final int ANSWERS_WITHIN_MS = 10_000;
    /** The client's own retries: what must succeed is tried again by {@link Api#until}, with the time that is left. */
    private static final int TRIES_AGAIN = 2;

    /**
     * Fabric8 8.0.0 warns of each kind whose version is alpha, as all of Chaos Mesh and k6-operator are, and has no switch
     * for it. Nobody who runs a build can change these versions. Maven's own logger takes its level from this property.
     */
    static final String LEVEL_OF_VERSION_WARNINGS =
            "org.slf4j.simpleLogger.log.io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

    static {
        if (System.getProperty(LEVEL_OF_VERSION_WARNINGS) == null) {
            System.setProperty(LEVEL_OF_VERSION_WARNINGS, "error");
        }
    }

    private final DriverContext context;
    private final Map<String, KubernetesClient> clients = new HashMap<>();

    private Clusters(DriverContext context) {
        this.context = context;
    }

    /**
     * The run's one. Made before the Vert.x that its clients use, and so closed after it: Vert.x waits for their connections to end,
     * which a client that is closed first does not, and Netty complains of what it can no longer tell anybody.
     */
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
            known = client(kubeContext, config);
            clients.put(kubeContext, known);
        }
        return known;
    }

    private KubernetesClient client(String kubeContext, Config config) throws DriverException {
        try {
            return new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new ClientFactory(SharedVertx.of(context.shared())))
                    .build();
        } catch (KubernetesClientException e) { // a certificate or key that is not there or is none
            throw new DriverException("context '" + kubeContext + "' cannot be used: " + Api.root(e), e);
        }
    }

    private Config config(String kubeContext) throws DriverException {
        if (kubeContext.equals(KubernetesTarget.IN_CLUSTER)) {
            return ServiceAccount.ofThisPod().config();
        }
        return config(kubeContext, kubeconfigs(context.setting(KUBECONFIG).orElse(null), System.getenv("KUBECONFIG")));
    }

    /** @param files of which some may not be there, as kubectl allows */
    static Config config(String kubeContext, List<Path> files) throws DriverException {
        List<Path> found = files.stream().filter(Files::isRegularFile).toList();
        String shown = files.stream().map(Path::toString).collect(Collectors.joining(" and "));
        if (found.isEmpty()) {
            throw new DriverException("there is no kubeconfig at " + shown + "; name one by -D" + KUBECONFIG
                    + "=… or KUBECONFIG, or write kubeContext: " + KubernetesTarget.IN_CLUSTER
                    + " where the build runs in a pod");
        }
        List<String> names = new ArrayList<>();
        for (Path file : found) {
            names.addAll(contexts(file));
        }
        if (!names.contains(kubeContext)) {
            throw new DriverException("the kubeconfig " + shown + " has no context '" + kubeContext
                    + "', which the guard names; it has: "
                    + String.join(", ", names.stream().distinct().sorted().toList()));
        }
        if (found.size() > 1) {
            return merged(kubeContext, found);
        }
        try {
            return Config.fromKubeconfig(kubeContext, found.get(0).toFile());
        } catch (RuntimeException e) {
            throw unreadable(found.get(0), e);
        }
    }

    /** As kubectl does: what several files name is that of the first. */
    private static Config merged(String kubeContext, List<Path> files) throws DriverException {
        List<io.fabric8.kubernetes.api.model.Config> contents = new ArrayList<>();
        for (Path file : files) {
            try {
                contents.add(KubeConfigUtils.parseConfig(file.toFile()));
            } catch (RuntimeException e) {
                throw unreadable(file, e);
            }
        }
        Config config = Config.empty();
        KubeConfigUtils.merge(config, kubeContext, contents.toArray(io.fabric8.kubernetes.api.model.Config[]::new));
        return config;
    }

    /** Without logging in anywhere: the current context may be another cluster's. */
    private static List<String> contexts(Path file) throws DriverException {
        try {
            var content = Serialization.unmarshal(Files.readString(file), io.fabric8.kubernetes.api.model.Config.class);
            if (content == null || content.getContexts() == null) {
                return List.of();
            }
            return content.getContexts().stream()
                    .map(NamedContext::getName)
                    .sorted()
                    .toList();
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** Without the parser's words: they quote the file, which holds secrets. */
    private static DriverException unreadable(Path file, Exception e) {
        return new DriverException("the kubeconfig " + file + " cannot be read ("
                + e.getClass().getSimpleName() + "); see `kubectl config view --kubeconfig " + file + "`");
    }

    /**
     * The files that may hold contexts.
     *
     * @param named one file, by a person
     * @param variable a list of them, as kubectl takes it
     */
    static List<Path> kubeconfigs(@Nullable String named, @Nullable String variable) {
        if (named != null) {
            return List.of(Path.of(named).toAbsolutePath());
        }
        List<Path> files = Arrays.stream((variable == null ? "" : variable).split(File.pathSeparator))
                .filter(file -> !file.isBlank())
                .map(file -> Path.of(file).toAbsolutePath())
                .toList();
        return files.isEmpty()
                ? List.of(Path.of(System.getProperty("user.home"), ".kube", "config")
                        .toAbsolutePath())
                : files;
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(KubernetesClient::close);
        clients.clear();
    }
}
