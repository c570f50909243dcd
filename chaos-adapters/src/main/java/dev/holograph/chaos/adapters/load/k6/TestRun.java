package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Kubectl;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a load is in a cluster: a ConfigMap with the script, a Secret with the variables of its environment, and the
 * TestRun from which k6-operator makes the pods. All have one name, and the ConfigMap owns the other two: when it is
 * deleted, by whomever, the cluster removes everything.
 */
record TestRun(KubernetesClient client, String kubeContext, String namespace, String name) {

    static final String GROUP = "k6.io";
    static final String API_VERSION = GROUP + "/v1alpha1";
    static final String KIND = "TestRun";
    static final String PLURAL = "testruns";

    /** By which k6-operator marks the pods of a TestRun. */
    static final String LABEL = "k6_cr";

    private static final ResourceDefinitionContext DEFINITION = new ResourceDefinitionContext.Builder()
            .withGroup(GROUP)
            .withVersion("v1alpha1")
            .withKind(KIND)
            .withPlural(PLURAL)
            .withNamespaced(true)
            .build();

    private static final String CONTEXT_KEY = "context";
    private static final String NAMESPACE_KEY = "namespace";
    private static final String NAME_KEY = "name";

    /** The operator makes Services of it, with {@code -service-1000} behind it: a DNS label has 63 letters. */
    private static final int LONGEST_NAME = 48;

    private static final Duration SWEPT_WITHIN = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** The TestRun of a load. @param load its name */
    static TestRun of(DriverContext run, String kubeContext, String namespace, String load) throws DriverException {
        return new TestRun(Clusters.of(run).client(kubeContext), kubeContext, namespace, name(run.runId(), load));
    }

    /** The one that a recipe is about. */
    static TestRun of(UndoRecipe recipe, DriverContext run) throws DriverException {
        Map<String, String> data = recipe.data();
        String kubeContext = data.getOrDefault(CONTEXT_KEY, "");
        return new TestRun(
                Clusters.of(run).client(kubeContext),
                kubeContext,
                data.getOrDefault(NAMESPACE_KEY, ""),
                data.getOrDefault(NAME_KEY, ""));
    }

    static String name(String runId, String load) {
        String whole = ("chaos-" + runId + (load.equals("load") ? "" : "-" + load))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("-$", "");
        String tail = "-" + Integer.toHexString(whole.hashCode());
        return whole.length() <= LONGEST_NAME ? whole : whole.substring(0, LONGEST_NAME - tail.length()) + tail;
    }

    /** How to remove it, also from another process. */
    UndoRecipe recipe(String type, DriverContext run) {
        String kubectl = Kubectl.at(new KubernetesTarget(kubeContext, namespace, "", null), run);
        return new UndoRecipe(
                LoadRunners.ENGINE,
                type,
                Map.of(CONTEXT_KEY, kubeContext, NAMESPACE_KEY, namespace, NAME_KEY, name),
                kubectl + " delete " + PLURAL + "." + GROUP + ",secret,configmap " + name);
    }

    /**
     * Makes all three, the TestRun last.
     *
     * @param files of the script's folder, by their names
     * @param variables of k6's environment, which may be secret
     * @param spec of the TestRun
     * @param lasts how long it may be there at most, if nobody removes it
     */
    void create(
            Map<String, String> files,
            Map<String, String> variables,
            JsonObject spec,
            Duration lasts,
            DriverContext run)
            throws DriverException, InterruptedException {
        Map<String, String> annotations = new HashMap<>(OwnershipLabels.annotations(run));
        annotations.put(
                OwnershipLabels.EXPIRES, run.clock().instant().plus(lasts).toString());
        ConfigMap files1 = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(OwnershipLabels.labels(run))
                .withAnnotations(annotations)
                .endMetadata()
                .withData(files)
                .build();
        ConfigMap made = Api.call("ConfigMap " + name + " cannot be made in " + namespace, () -> client.resource(files1)
                .create());
        OwnerReference owner = new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(name)
                .withUid(made.getMetadata().getUid())
                .build();
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(OwnershipLabels.labels(run))
                .withAnnotations(annotations)
                .withOwnerReferences(owner)
                .endMetadata()
                .withStringData(variables)
                .build();
        Api.call("Secret " + name + " cannot be made in " + namespace, () -> client.resource(secret)
                .create());
        GenericKubernetesResource resource = Serialization.unmarshal(
                new JsonObject()
                        .put("apiVersion", API_VERSION)
                        .put("kind", KIND)
                        .put("metadata", new JsonObject().put("name", name).put("namespace", namespace))
                        .put("spec", spec)
                        .encode(),
                GenericKubernetesResource.class);
        resource.getMetadata().setLabels(OwnershipLabels.labels(run));
        resource.getMetadata().setAnnotations(annotations);
        resource.getMetadata().setOwnerReferences(List.of(owner));
        Api.call("TestRun " + name + " cannot be made in " + namespace, () -> client.genericKubernetesResources(
                        DEFINITION)
                .inNamespace(namespace)
                .resource(resource)
                .create());
    }

    /** What the operator says of it: {@code started}, {@code error}; empty: nothing, or it is gone. */
    String stage() throws DriverException, InterruptedException {
        GenericKubernetesResource now = Api.call(
                "TestRun " + name + " cannot be read", () -> resource(client).get());
        Object stage = now == null ? null : now.get("status", "stage");
        return stage == null ? "" : stage.toString();
    }

    /** Pods that the operator has made for it: the runners, and the one that starts them. */
    List<Pod> pods() throws DriverException, InterruptedException {
        return Api.call("the pods of TestRun " + name + " cannot be listed", () -> pods(client));
    }

    private List<Pod> pods(KubernetesClient by) {
        return by.pods().inNamespace(namespace).withLabel(LABEL, name).list().getItems();
    }

    /**
     * Removes all of it, and waits until no pod is left. If it is not there, that is well.
     *
     * @throws DriverException if something is still there at the deadline
     */
    void remove(Deadline deadline) throws DriverException {
        String problem = "TestRun " + name + " in " + namespace + " cannot be removed";
        Api.until(deadline, problem, client, by -> {
            Api.unlessMissing(() -> resource(by).delete());
            by.secrets().inNamespace(namespace).withName(name).delete();
            by.configMaps().inNamespace(namespace).withName(name).delete();
            return name;
        });
        List<Pod> left = Api.until(deadline, problem, client, this::pods);
        while (!left.isEmpty() && !deadline.isOver()) {
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remaining().toNanos()));
            left = Api.until(deadline, problem, client, this::pods);
        }
        if (!left.isEmpty()) {
            throw new DriverException(problem + ": " + left.size() + " of its pods are still there, such as "
                    + left.get(0).getMetadata().getName() + "; they may go on loading the system");
        }
    }

    private Resource<GenericKubernetesResource> resource(KubernetesClient by) {
        return by.genericKubernetesResources(DEFINITION).inNamespace(namespace).withName(name);
    }

    /** Removes those of runs that have died, by their marks: no run of this machine, and none that may go on elsewhere. */
    static void sweep(
            String kubeContext, String namespace, DriverContext context, Set<String> alive, Consumer<String> removed)
            throws DriverException, InterruptedException {
        KubernetesClient client = Clusters.of(context).client(kubeContext);
        List<ConfigMap> ours =
                Api.call("the ConfigMaps of " + namespace + " cannot be listed", () -> client.configMaps()
                        .inNamespace(namespace)
                        .withLabel(OwnershipLabels.MANAGED_BY, OwnershipLabels.US)
                        .list()
                        .getItems());
        for (ConfigMap one : ours) {
            String run = one.getMetadata().getLabels().getOrDefault(OwnershipLabels.RUN, "");
            if (!alive.contains(run) && isExpired(one, context.clock().instant())) {
                String name = one.getMetadata().getName();
                new TestRun(client, kubeContext, namespace, name).remove(Deadline.in(SWEPT_WITHIN, System::nanoTime));
                removed.accept(
                        "TestRun " + namespace + "/" + name + " was left by a run that has died, and is removed");
            }
        }
    }

    private static boolean isExpired(ConfigMap one, Instant now) {
        Map<String, String> annotations = one.getMetadata().getAnnotations();
        try {
            return Instant.parse(annotations == null ? "" : annotations.getOrDefault(OwnershipLabels.EXPIRES, ""))
                    .isBefore(now);
        } catch (DateTimeParseException e) {
            return false; // not of this plugin's making, whatever its label says
        }
    }
}
