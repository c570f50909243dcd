package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.cluster.Access;
import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Namespaces;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks whether a cluster has k6-operator, and whether this account may do with it what a load needs. Makes nothing. */
final class OperatorChecks {

    private OperatorChecks() {}

    static List<Check> of(String kubeContext, LoadRunners runners, DriverContext context) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        try {
            KubernetesClient client = Clusters.of(context).client(kubeContext);
            boolean isInstalled = Api.call(
                    "the API server of context '" + kubeContext + "' cannot be queried for its kinds",
                    () -> client.supports(TestRun.API_VERSION, TestRun.KIND));
            if (!isInstalled) {
                checks.add(
                        Check.fail(
                                LoadRunners.ENGINE,
                                "k6-operator is not installed in the cluster of context '" + kubeContext
                                        + "' (it knows no " + TestRun.KIND + " of " + TestRun.API_VERSION + ")",
                                "install it: https://grafana.com/docs/k6/latest/set-up/set-up-distributed-k6/install-k6-operator"));
                return checks;
            }
            checks.add(Check.ok(
                    LoadRunners.ENGINE,
                    "its " + TestRun.KIND + " is known to context '" + kubeContext + "'; " + runners.shown()));
            checks.add(
                    Namespaces.isMissing(client, runners.namespace())
                            ? noNamespace(kubeContext, runners.namespace())
                            : rights(client, runners));
        } catch (DriverException e) {
            checks.add(Check.fail(LoadRunners.ENGINE, e));
        }
        return checks;
    }

    private static Check noNamespace(String kubeContext, String namespace) {
        return Check.fail(
                "namespace of " + LoadRunners.ENGINE,
                "there is no namespace '" + namespace + "' for the runners in context '" + kubeContext + "'",
                "make it: kubectl --context " + kubeContext + " create namespace " + namespace
                        + ", or name another by namespace: under k6Operator:");
    }

    private static Check rights(KubernetesClient client, LoadRunners runners)
            throws DriverException, InterruptedException {
        String name = "rights of " + LoadRunners.ENGINE;
        List<Permission> denied = Access.denied(client, permissions(runners.namespace()));
        return denied.isEmpty()
                ? Check.ok(name, "all that a load needs in " + runners.namespace())
                : Check.fail(
                        name,
                        "rights are missing: "
                                + denied.stream().map(Permission::toString).collect(Collectors.joining(", ")),
                        "grant them by a Role; see docs/guide/cluster-load.md");
    }

    /** All that {@link TestRun} and {@link RunningTestRun} do. */
    static List<Permission> permissions(String namespace) {
        return Stream.of(
                        rights(TestRun.GROUP, TestRun.PLURAL, namespace, "create", "get", "delete"),
                        rights("", "configmaps", namespace, "create", "list", "delete"),
                        rights("", "secrets", namespace, "create", "delete"),
                        rights("", "pods", namespace, "get", "list"),
                        rights("", "pods/log", namespace, "get"),
                        rights("", "pods/exec", namespace, "create"))
                .flatMap(rights -> rights)
                .toList();
    }

    private static Stream<Permission> rights(String group, String resource, String namespace, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(verb, group, resource, namespace));
    }
}
