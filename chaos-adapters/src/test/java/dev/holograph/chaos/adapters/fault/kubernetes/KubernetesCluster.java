package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The cluster of the current context of {@code $KUBECONFIG}, with a namespace of the tests' own that is deleted after
 * them. Its pods are a Redis: of an image that a node has, or else {@code redis} from where the cluster pulls.
 */
final class KubernetesCluster implements AutoCloseable {

    /** Brings it to a test's methods as a parameter; without a cluster they are skipped, and say why. */
    static final class Needed implements BeforeAllCallback, ParameterResolver {

        private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(Needed.class);

        @Override
        public void beforeAll(ExtensionContext context) {
            Assumptions.assumeTrue(
                    kubeconfig().isPresent(),
                    "SKIPPED: needs a Kubernetes cluster; set KUBECONFIG to one that may be broken, e.g. of kind");
            cluster(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == KubernetesCluster.class;
        }

        @Override
        public KubernetesCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return cluster(context);
        }

        private static KubernetesCluster cluster(ExtensionContext context) {
            return context.getRoot()
                    .getStore(STORE)
                    .computeIfAbsent(KubernetesCluster.class, key -> new KubernetesCluster(), KubernetesCluster.class);
        }
    }

    static final Location HERE = new Location("test.yaml", 1, 1);

    /** Redis ends on SIGTERM, also as a container's first process. */
    static final String[] REDIS = {"redis-server", "--save", "", "--protected-mode", "no"};

    private static final long READY_WITHIN_SECONDS = 60;

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final String namespace = "chaos-it-" + UUID.randomUUID().toString().substring(0, 8) + "-test";
    private final String context;
    private final String image;

    private KubernetesCluster() {
        context = client.getConfiguration().getCurrentContext().getName();
        image = client.nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getImages().stream())
                // One whose name another has got keeps none.
                .filter(one -> one.getNames() != null)
                .flatMap(one -> one.getNames().stream())
                .filter(name -> name.matches("(.*/)?redis:[^@]+"))
                .findFirst()
                .orElse("redis");
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /** That of the environment, if there is one. */
    static Optional<Path> kubeconfig() {
        return Optional.ofNullable(System.getenv("KUBECONFIG")).map(Path::of).filter(Files::isReadable);
    }

    /** What it says. */
    static Config config() throws Exception {
        return Serialization.unmarshal(Files.readString(kubeconfig().orElseThrow()), Config.class);
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    /** The name of the kubeconfig's current context. */
    String context() {
        return context;
    }

    String image() {
        return image;
    }

    /** A Deployment whose pods are ready when this returns; without a command they are a Redis. */
    List<Pod> deploy(String app, int replicas, String... command) {
        return deploy(namespace, app, replicas, command);
    }

    List<Pod> deploy(String where, String app, int replicas, String... command) {
        client.resource(deployment(where, app, replicas, command).build()).create();
        client.apps()
                .deployments()
                .inNamespace(where)
                .withName(app)
                .waitUntilCondition(
                        now -> now != null
                                && now.getStatus().getReadyReplicas() != null
                                && now.getStatus().getReadyReplicas() == replicas,
                        READY_WITHIN_SECONDS,
                        TimeUnit.SECONDS);
        return pods(where, app);
    }

    DeploymentBuilder deployment(String where, String app, int replicas, String... command) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(app)
                .withNamespace(where)
                .addToAnnotations("example.org/kept", "yes")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", app)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", app)
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(1L)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("main")
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command.length == 0 ? REDIS : command)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec();
    }

    List<Pod> pods(String app) {
        return pods(namespace, app);
    }

    List<Pod> pods(String where, String app) {
        return client.pods().inNamespace(where).withLabel("app", app).list().getItems().stream()
                .filter(Pods::isThere)
                .toList();
    }

    /** Of a service account that may do this to pods here, and nothing else. */
    String tokenThatMay(String name, String... verbs) {
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("pods")
                        .withVerbs(verbs)
                        .endRule()
                        .build())
                .create();
        return token(name, "Role", name);
    }

    /** Of a service account that may do everything here. */
    String adminToken(String name) {
        return token(name, "ClusterRole", "admin");
    }

    private String token(String name, String kind, String role) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withName(name)
                        .withNamespace(namespace)
                        .endSubject()
                        .withNewRoleRef("rbac.authorization.k8s.io", kind, role)
                        .build())
                .create();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
    }

    /** The pods of an app here. */
    TargetSpec target(String app) {
        return target(app, namespace, null);
    }

    TargetSpec target(String app, String where, @Nullable String container) {
        return target(app, context, where, container);
    }

    static TargetSpec target(String app, String kubeContext, String where, @Nullable String container) {
        return new TargetSpec(
                app, null, false, null, new KubernetesTarget(kubeContext, where, "app=" + app, container), HERE);
    }

    static FaultStep step(String name, Fault fault, String target) {
        return new FaultStep(name, fault, target, Duration.ZERO, null, null, HERE);
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).withGracePeriod(0).delete();
        client.close();
    }
}
