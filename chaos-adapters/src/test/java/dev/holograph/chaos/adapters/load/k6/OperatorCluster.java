package dev.holograph.chaos.adapters.load.k6;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The cluster of the current context of {@code $KUBECONFIG}, if it has k6-operator, with a namespace of the tests' own
 * that is deleted after them. The system under load are two pods with a k6 that waits: its REST API answers requests.
 */
final class OperatorCluster implements AutoCloseable {

    /** Brings it to a test's constructor; without a cluster the tests are skipped, and say why. */
    static final class Needed implements BeforeAllCallback, ParameterResolver {

        private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(Needed.class);

        @Override
        public void beforeAll(ExtensionContext context) {
            boolean isNamed = Optional.ofNullable(System.getenv("KUBECONFIG"))
                    .map(Path::of)
                    .filter(Files::isReadable)
                    .isPresent();
            Assumptions.assumeTrue(
                    isNamed, "SKIPPED: needs a Kubernetes cluster with k6-operator; set KUBECONFIG to one");
            try (KubernetesClient client = new KubernetesClientBuilder().build()) {
                Assumptions.assumeTrue(
                        client.supports(TestRun.API_VERSION, TestRun.KIND),
                        "SKIPPED: the cluster of KUBECONFIG has no k6-operator");
            }
            cluster(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == OperatorCluster.class;
        }

        @Override
        public OperatorCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return cluster(context);
        }

        private static OperatorCluster cluster(ExtensionContext context) {
            return context.getRoot()
                    .getStore(STORE)
                    .computeIfAbsent(OperatorCluster.class, key -> new OperatorCluster(), OperatorCluster.class);
        }
    }

    private static final String WAITING = "echo 'export default function () {}' > /tmp/s.js;"
            + " exec k6 run --paused --quiet --address 0.0.0.0:6565 /tmp/s.js";

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final String namespace = "chaos-k6-" + UUID.randomUUID().toString().substring(0, 8) + "-test";
    private final String context = client.getConfiguration().getCurrentContext().getName();
    private final boolean isOnNode;
    private final String image;
    private final String address;

    private OperatorCluster() {
        Optional<String> own = onNode("k6");
        isOnNode = own.isPresent();
        image = own.orElse("grafana/k6:" + K6Release.VERSION);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        address = service("web", 80, 6565);
        run(
                "web",
                2,
                new PodSpecBuilder()
                        .withTerminationGracePeriodSeconds(1L)
                        .withAutomountServiceAccountToken(false)
                        .addNewContainer()
                        .withName("main")
                        .withImage(image)
                        .withImagePullPolicy("IfNotPresent")
                        .withCommand("sh", "-c", WAITING)
                        .withNewReadinessProbe()
                        .withNewHttpGet()
                        .withPath("/v1/status")
                        .withNewPort(6565)
                        .endHttpGet()
                        .endReadinessProbe()
                        .endContainer()
                        .build());
    }

    /** An image that a node has; the test is skipped, with this reason, where none has. */
    String imageOnNode(String name) {
        Optional<String> found = onNode(name);
        Assumptions.assumeTrue(
                found.isPresent(), "SKIPPED: no node of the cluster of KUBECONFIG has an image " + name + ":…");
        return found.orElseThrow();
    }

    private Optional<String> onNode(String name) {
        return client.nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getImages().stream())
                .filter(one -> one.getNames() != null)
                .flatMap(one -> one.getNames().stream())
                .filter(image -> image.matches("(.*/)?" + name + ":[^@]+"))
                .findFirst();
    }

    /** Where pods find the system of this name, whether it runs or not. */
    String service(String name, int port, int podPort) {
        Service service = client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(Map.of("app", name))
                        .addNewPort()
                        .withPort(port)
                        .withNewTargetPort(podPort)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        return service.getSpec().getClusterIP();
    }

    /** Runs a system, and waits until it is ready. */
    void run(String name, int pods, PodSpec spec) {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(pods)
                        .withNewSelector()
                        .addToMatchLabels("app", name)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels("app", name)
                        .endMetadata()
                        .withSpec(spec)
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .waitUntilCondition(
                        now -> now != null
                                && now.getStatus().getReadyReplicas() != null
                                && now.getStatus().getReadyReplicas() == pods,
                        120,
                        TimeUnit.SECONDS);
    }

    /** Ends a system. */
    void end(String name) {
        client.apps().deployments().inNamespace(namespace).withName(name).delete();
        client.services().inNamespace(namespace).withName(name).delete();
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    String context() {
        return context;
    }

    String image() {
        return image;
    }

    /** Where the system is, for pods. */
    String address() {
        return address;
    }

    /** An environment's guard, target and runners. */
    String environment(int runners, String cpu, String image) {
        return String.join(
                "\n",
                "guard:",
                "  kubeContext: " + context,
                "  namespaces: [" + namespace + "]",
                "  hosts: [\"" + address + "\"]",
                "  maxRunners: " + runners,
                "targets:",
                "  web: { url: \"http://" + address + "\", kubernetes: { namespace: " + namespace
                        + ", selector: app=web } }",
                "k6Operator:",
                "  runners: " + runners,
                "  image: \"" + image + "\"",
                isOnNode ? "  starterImage: \"" + this.image + "\"" : "",
                isOnNode ? "  pullPolicy: Never" : "",
                "  cpu: " + cpu,
                "  memory: 256Mi",
                "drivers: { load: k6-operator, pod-kill: kubernetes }",
                "");
    }

    /** The pods in which k6 makes the load. */
    List<Pod> runners() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("runner", "true")
                .list()
                .getItems();
    }

    /** What a load has left here, by name. */
    List<String> leftovers() {
        List<String> left = new ArrayList<>();
        client.pods().inNamespace(namespace).withLabel(TestRun.LABEL).list().getItems().stream()
                .map(pod -> "Pod " + pod.getMetadata().getName())
                .forEach(left::add);
        client.secrets().inNamespace(namespace).list().getItems().stream()
                .map(secret -> "Secret " + secret.getMetadata().getName())
                .forEach(left::add);
        client.configMaps().inNamespace(namespace).list().getItems().stream()
                .map(map -> "ConfigMap " + map.getMetadata().getName())
                .filter(name -> !name.endsWith("kube-root-ca.crt"))
                .forEach(left::add);
        client
                .genericKubernetesResources(TestRun.API_VERSION, TestRun.KIND)
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .map(run -> "TestRun " + run.getMetadata().getName())
                .forEach(left::add);
        return left;
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).withGracePeriod(0).delete();
        client.close();
    }
}
