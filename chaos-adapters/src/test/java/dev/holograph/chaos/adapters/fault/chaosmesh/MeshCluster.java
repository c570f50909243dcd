package dev.holograph.chaos.adapters.fault.chaosmesh;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of its own in the cluster of KUBECONFIG, with Chaos Mesh's own schemas and two pods {@code app=web}.
 * Nothing runs: the pods ask for a node that does not exist, so that no image is needed.
 *
 * <p>The schemas belong to the cluster as a whole. The tests run in more than one process, so one of them has the schemas
 * at a time: another would take them away from under it, and its objects with them.
 */
final class MeshCluster implements AutoCloseable {

    static final Location HERE = new Location("chaos-mesh.yaml", 1, 1);

    private static final List<String> SCHEMAS = List.of("networkchaos", "podchaos");

    private final String kubeContext;
    private final String namespace = "chaos-mesh-" + HexFormat.of().toHexDigits((int) System.nanoTime()) + "-test";
    private final FileChannel turn;
    private final RunContext own;
    private final KubernetesClient client;
    private final List<CustomResourceDefinition> made = new ArrayList<>();

    private MeshCluster(String kubeContext, FileChannel turn) throws Exception {
        this.kubeContext = kubeContext;
        this.turn = turn;
        own = context("fixture");
        client = Clusters.of(own).client(kubeContext);
    }

    /** Without the schemas, if the cluster has not got them anyway. */
    static MeshCluster bare() throws Exception {
        String kubeconfig = System.getenv("KUBECONFIG");
        assumeTrue(
                kubeconfig != null && Files.isRegularFile(Path.of(kubeconfig)),
                "no cluster: set KUBECONFIG to a cluster's whose current context may be used, such as kind's");
        Config config = Config.fromKubeconfig(Path.of(kubeconfig).toFile());
        return new MeshCluster(config.getCurrentContext().getName(), waitForTurn());
    }

    private static FileChannel waitForTurn() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "chaos-mesh-schemas.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    static MeshCluster start() throws Exception {
        MeshCluster cluster = bare();
        try {
            cluster.install();
            cluster.populate();
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** Those of the schemas that are missing. */
    void install() throws Exception {
        for (String schema : SCHEMAS) {
            try (InputStream file = MeshCluster.class.getResourceAsStream("/chaos-mesh/" + schema + ".yaml")) {
                CustomResourceDefinition definition = client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .load(file)
                        .item();
                if (client.resource(definition).get() == null) {
                    made.add(client.resource(definition).create());
                }
            }
        }
        for (Kind kind : Kind.values()) {
            eventually(
                    "" + kind + " is served", Duration.ofSeconds(20), () -> kind.isKnownTo(client) && isServed(kind));
        }
    }

    /** For a moment after its schema is there a kind is told of and cannot be made yet. */
    private boolean isServed(Kind kind) {
        try {
            client.genericKubernetesResources(kind.definition())
                    .inNamespace("default")
                    .list();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void populate() {
        makeNamespace();
        freshPods();
    }

    /** Two, that no test has touched. */
    void freshPods() {
        client.pods().inNamespace(namespace).withGracePeriod(0).delete();
        eventually(
                "the pods are gone",
                Duration.ofSeconds(10),
                () -> client.pods().inNamespace(namespace).list().getItems().isEmpty());
        addPod("web-1");
        addPod("web-2");
    }

    private void makeNamespace() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    void addPod(String name) {
        // A service account is made a moment after its namespace: these do without.
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .addToLabels("app", "web")
                        .endMetadata()
                        .withNewSpec()
                        .withAutomountServiceAccountToken(false)
                        .addToNodeSelector("chaos.holograph.dev/node", "none")
                        .addNewContainer()
                        .withName("web")
                        .withImage("nothing")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    String kubeContext() {
        return kubeContext;
    }

    MeshController controller(MeshController.Behaviour behaviour) {
        return new MeshController(client, namespace, behaviour, Duration.ZERO);
    }

    /** A run's; each knows only what a process of its own would. */
    static RunContext context(String runId) {
        return context(runId, Map.of());
    }

    static RunContext context(String runId, Map<String, String> settings) {
        return new RunContext(runId, Clock.systemUTC(), 1, settings, (variable, server) -> Optional.empty());
    }

    TargetSpec target() {
        return target("app=web", "web");
    }

    TargetSpec target(String selector, @Nullable String container) {
        KubernetesTarget pods = new KubernetesTarget(kubeContext, namespace, selector, container);
        return new TargetSpec("web", null, false, null, pods, HERE);
    }

    static FaultStep step(Fault fault) {
        return step(fault, null);
    }

    static FaultStep step(Fault fault, @Nullable Duration length) {
        return new FaultStep(fault.type().name(), fault, "web", Duration.ZERO, length, null, HERE);
    }

    /** Chaos Mesh's objects of this kind that are there now. */
    List<GenericKubernetesResource> objects(Kind kind) {
        return client.genericKubernetesResources(kind.definition())
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    /** Takes the finalizers off all objects and deletes them. */
    void sweep() {
        for (Kind kind : Kind.values()) {
            for (GenericKubernetesResource object : objects(kind)) {
                var resource = client.genericKubernetesResources(kind.definition())
                        .inNamespace(namespace)
                        .withName(object.getMetadata().getName());
                resource.edit(now -> {
                    now.getMetadata().setFinalizers(List.of());
                    return now;
                });
                resource.delete();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (client.namespaces().withName(namespace).get() != null) {
                sweep();
                client.namespaces().withName(namespace).delete();
            }
            made.forEach(definition -> client.resource(definition).delete());
            eventually("the schemas are gone", Duration.ofSeconds(30), () -> made.stream()
                    .allMatch(definition -> client.resource(definition).get() == null));
        } finally {
            try (FileChannel ends = turn) {
                own.shared().close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
