package dev.holograph.chaos.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The renderer and its Redis in a namespace of their own of the cluster that KUBECONFIG names. */
final class Cluster implements AutoCloseable {

    static final String RENDERER = "holograph-renderer";

    static final String NAMESPACE = "holograph-it-test";
    private static final String TOKEN_LASTS = "token-lasts-as-long";
    private static final int RENDERER_PORT = 30081;
    private static final int REDIS_PORT = 30380;
    private static final Duration READY = Duration.ofSeconds(90);

    private final KubernetesClient client = new KubernetesClientBuilder().build();

    private Cluster() {}

    /** The test is not run, with this reason, where there is none. */
    static Cluster start() throws IOException, InterruptedException {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "not run: KUBECONFIG names no cluster; it takes one with the images of holograph-renderer/kubernetes");
        Cluster cluster = new Cluster();
        cluster.apply();
        cluster.awaitReady(2);
        return cluster;
    }

    private void apply() throws IOException {
        Path folder = Path.of(System.getProperty("it.root"), "holograph-renderer", "kubernetes");
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        for (String file : List.of("redis.yaml", "renderer.yaml", "access.yaml")) {
            try (InputStream in = Files.newInputStream(folder.resolve(file))) {
                for (HasMetadata object : client.load(in).items()) {
                    apply(object);
                }
            }
        }
    }

    /** What the kustomization does, and node ports of its own. */
    private void apply(HasMetadata object) {
        object.getMetadata().setNamespace(NAMESPACE);
        if (object instanceof Service service) {
            boolean isRedis = service.getMetadata().getName().equals("redis");
            service.getSpec().getPorts().get(0).setNodePort(isRedis ? REDIS_PORT : RENDERER_PORT);
        }
        if (object instanceof RoleBinding binding) {
            binding.getSubjects().forEach(subject -> subject.setNamespace(NAMESPACE));
        }
        String text = client.getKubernetesSerialization()
                .asYaml(object)
                .replace("image: \"redis\"", "image: \"local/redis:1\"")
                .replace("image: \"holograph-renderer\"", "image: \"local/holograph-renderer:1\"")
                .replace("/var/lib/holograph\"", "/var/lib/holograph-it\"");
        client.resource(text).serverSideApply();
    }

    /** A kubeconfig with a token of the service account that access.yaml makes; it holds until {@link #expire()}. */
    String kubeconfigThatExpires() throws IOException {
        Secret secret = client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(TOKEN_LASTS)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        TokenRequest bound = new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Secret")
                .withName(TOKEN_LASTS)
                .withUid(secret.getMetadata().getUid())
                .endBoundObjectRef()
                .endSpec()
                .build();
        String token = client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName("chaos")
                .tokenRequest(bound)
                .getStatus()
                .getToken();
        Config kubeconfig =
                Serialization.unmarshal(Files.readString(Path.of(System.getenv("KUBECONFIG"))), Config.class);
        kubeconfig
                .getUsers()
                .forEach(user ->
                        user.setUser(new AuthInfoBuilder().withToken(token).build()));
        return Serialization.asYaml(kubeconfig);
    }

    /**
     * A token that is bound to a Secret ends with it. Nothing shorter than ten minutes can be asked for, and the API
     * server believes a token for 10 s more.
     */
    void expire() {
        client.secrets().inNamespace(NAMESPACE).withName(TOKEN_LASTS).delete();
    }

    /** What the project's environment is to be given. */
    Map<String, String> variables() {
        return Map.of(
                "CHAOS_KUBE_CONTEXT",
                client.getConfiguration().getCurrentContext().getName(),
                "CHAOS_NAMESPACE",
                NAMESPACE,
                "CHAOS_RENDERER_PORT",
                Integer.toString(RENDERER_PORT),
                "CHAOS_REDIS_PORT",
                Integer.toString(REDIS_PORT));
    }

    void scale(int replicas) throws InterruptedException {
        client.apps().statefulSets().inNamespace(NAMESPACE).withName(RENDERER).scale(replicas);
        awaitReady(replicas);
    }

    void awaitReady(int replicas) throws InterruptedException {
        Build.await(
                () -> ready(RENDERER) == replicas && ready("redis") == 1,
                READY,
                replicas + " renderers and a Redis to be ready");
    }

    /** New pods: the kubelet keeps containers waiting that it has started again before. */
    void freshPods() throws InterruptedException {
        scale(0);
        scale(2);
    }

    private long ready(String app) {
        List<Pod> pods = client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app", app)
                .list()
                .getItems();
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(Readiness::isPodReady)
                .count();
    }

    /** The renderer's pods: the uid of each by its name. */
    Map<String, String> pods() {
        return client.pods().inNamespace(NAMESPACE).withLabel("app", RENDERER).list().getItems().stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), pod -> pod.getMetadata()
                        .getUid()));
    }

    /** The id of the renderer's container in a pod, as the container runtime has it; empty while there is none. */
    String container(String pod) {
        String id = status(pod).getContainerID();
        return id == null ? "" : id.replaceFirst(".*://", "");
    }

    /** How often the renderer's containers were started again. */
    int restarts() {
        return pods().keySet().stream()
                .mapToInt(pod -> status(pod).getRestartCount())
                .sum();
    }

    private ContainerStatus status(String pod) {
        return client.pods()
                .inNamespace(NAMESPACE)
                .withName(pod)
                .get()
                .getStatus()
                .getContainerStatuses()
                .get(0);
    }

    /** From now on a PodDisruptionBudget wants so many of the two renderers to be healthy; it takes the place of another. */
    void budget(int minAvailable) throws InterruptedException {
        client.resource(new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withName(RENDERER)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withMinAvailable(new IntOrString(minAvailable))
                        .withNewSelector()
                        .addToMatchLabels("app", RENDERER)
                        .endSelector()
                        .endSpec()
                        .build())
                .serverSideApply();
        Build.await(
                () -> {
                    PodDisruptionBudget now = client.policy()
                            .v1()
                            .podDisruptionBudget()
                            .inNamespace(NAMESPACE)
                            .withName(RENDERER)
                            .get();
                    return now.getStatus() != null
                            && now.getMetadata()
                                    .getGeneration()
                                    .equals(now.getStatus().getObservedGeneration())
                            && now.getStatus().getDisruptionsAllowed() == 2 - minAvailable;
                },
                READY,
                "the budget of " + minAvailable + " to be counted");
    }

    void noBudget() {
        client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(NAMESPACE)
                .withName(RENDERER)
                .delete();
    }

    /** All that runs may leave: policies, Leases, marks and another number of replicas; empty if there is nothing. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        client.network()
                .v1()
                .networkPolicies()
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .forEach(policy ->
                        left.add("NetworkPolicy " + policy.getMetadata().getName()));
        client.leases()
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .forEach(lease -> left.add("Lease " + lease.getMetadata().getName()));
        var workload = client.apps()
                .statefulSets()
                .inNamespace(NAMESPACE)
                .withName(RENDERER)
                .get();
        if (workload.getSpec().getReplicas() != 2) {
            left.add(workload.getSpec().getReplicas() + " replicas");
        }
        workload.getMetadata().getAnnotations().keySet().stream()
                .filter(name -> name.startsWith("chaos."))
                .forEach(name -> left.add("annotation " + name));
        return left;
    }

    @Override
    public void close() {
        Namespace namespace = client.namespaces().withName(NAMESPACE).get();
        if (namespace != null) {
            client.resource(namespace).delete();
        }
        client.close();
    }
}
