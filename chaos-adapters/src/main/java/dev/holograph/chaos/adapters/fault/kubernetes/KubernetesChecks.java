package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Access;
import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.ClockSkew;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at the cluster of an environment: context, server and its clock, and each target's pods and rights. */
final class KubernetesChecks {

    private static final long ANSWERS_WITHIN_SECONDS = 10;

    private final Environment environment;
    private final DriverContext context;
    private final List<PodDriver<?>> drivers;
    private final List<Check> checks = new ArrayList<>();

    KubernetesChecks(Environment environment, DriverContext context, List<PodDriver<?>> drivers) {
        this.environment = environment;
        this.context = context;
        this.drivers = drivers;
    }

    List<Check> look() throws InterruptedException {
        Guard guard = environment.guard();
        if (guard == null || guard.kubeContext() == null) {
            checks.add(Check.fail(
                    "kubernetes",
                    "the environment's guard names no context",
                    "write guard: { kubeContext: …, namespaces: […] }"));
            return checks;
        }
        String name = "context " + guard.kubeContext();
        try {
            KubernetesClient client = Clusters.of(context).client(guard.kubeContext());
            server(name, client);
            for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
                if (target.kubernetes() != null) {
                    target(target, client);
                }
            }
            for (String namespace : guard.namespaces()) {
                checks.add(new Sweep(client, context.clock()).check(namespace, environment.name()));
            }
        } catch (DriverException e) {
            checks.add(Check.fail(name, e));
        }
        return checks;
    }

    /** What a person would ask by {@code kubectl version}; the answer's head tells the time. */
    private void server(String name, KubernetesClient client) throws DriverException, InterruptedException {
        String version = Api.call("the API server does not report its version", () -> client.getKubernetesVersion()
                .getGitVersion());
        String master = client.getMasterUrl().toString();
        checks.add(Check.ok(name, "Kubernetes " + version + " at " + master));
        Instant asked = context.clock().instant();
        try {
            HttpResponse<String> answer = client.getHttpClient()
                    .sendAsync(
                            client.getHttpClient()
                                    .newHttpRequestBuilder()
                                    .uri(master + "version")
                                    .build(),
                            String.class)
                    .get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
            Instant answered = context.clock().instant();
            String date = answer.header("Date");
            checks.add(ClockSkew.check("the API server", date == null ? "" : date, asked, answered));
        } catch (ExecutionException | TimeoutException e) {
            checks.add(
                    Check.warn("clock of the API server", "it could not be queried: " + e.getMessage(), "try again"));
        }
    }

    private void target(TargetSpec target, KubernetesClient client) throws InterruptedException {
        String name = "pods of " + target.name();
        try {
            Pods pods = Pods.of(context, target);
            List<Pod> found = pods.list();
            List<Permission> denied = Access.denied(client, permissions(target.name(), pods, found));
            if (!denied.isEmpty()) {
                checks.add(Check.fail(
                        "rights on " + target.name(),
                        "missing: "
                                + String.join(
                                        ", ",
                                        denied.stream()
                                                .map(Permission::toString)
                                                .toList()),
                        "grant them by a Role; see docs/guide/kubernetes.md"));
            }
            String text = found.size() + " match " + pods.target() + ", " + Pods.ready(found) + " are ready";
            checks.add(
                    found.isEmpty()
                            ? Check.fail(name, text, "see kubectl get pods --show-labels, and the target's selector")
                            : Pods.ready(found) < found.size()
                                    ? Check.warn(name, text, "wait until all are ready")
                                    : Check.ok(name, text));
        } catch (DriverException e) {
            checks.add(Check.fail(name, e));
        }
    }

    /** Permissions for every fault that the environment gives to this driver, also those that depend on what keeps the pods. */
    private List<Permission> permissions(String target, Pods pods, List<Pod> found) throws InterruptedException {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (PodDriver<?> driver : drivers) {
            if (isOurs(driver.faultName())) {
                permissions.addAll(driver.allRights(pods.target()));
                try {
                    permissions.addAll(found.isEmpty() ? List.of() : driver.permissions(pods, found));
                } catch (DriverException e) {
                    checks.add(Check.warn(
                            driver.faultName() + " on " + target,
                            String.valueOf(e.getMessage()),
                            "leave this pair out"));
                }
            }
        }
        return List.copyOf(permissions);
    }

    private boolean isOurs(String fault) {
        Environment.DriverChoice choice = environment.drivers().get(fault);
        return choice != null && choice.driver().equals(KubernetesDriverProvider.NAME);
    }
}
