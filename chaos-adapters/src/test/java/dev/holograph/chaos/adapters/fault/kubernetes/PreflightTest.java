package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a driver finds before anything is touched, and what it says where it cannot look. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(60)
class PreflightTest {

    @TempDir
    private Path folder;

    private final KubernetesCluster cluster;
    private final Run run = new Run("look-1");

    PreflightTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    private static Preflight look(Run run, TargetSpec target) throws Exception {
        PodKiller killer = new PodKiller(run);
        PodKill fault = new PodKill("50%", Duration.ZERO);
        return killer.preflight(killer.prepare(KubernetesCluster.step("kill", fault, target.name()), fault, target));
    }

    private static Preflight lookToScale(Run run, TargetSpec target) throws Exception {
        Scaler scaler = new Scaler(run);
        Scale fault = new Scale(1);
        return scaler.preflight(scaler.prepare(KubernetesCluster.step("scale", fault, target.name()), fault, target));
    }

    private Run with(String kubeconfig) throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
        return new Run("look-2", Map.of(Clusters.KUBECONFIG, file.toString()));
    }

    /** The cluster of the tests with another user. */
    private String kubeconfig(String token) {
        return Kubeconfigs.of(cluster, cluster.client().getConfiguration().getMasterUrl(), token);
    }

    @Test
    void whomItWouldReachIsCounted() throws Exception {
        cluster.deploy("counted", 3);
        assertThat(look(run, cluster.target("counted")))
                .isEqualTo(new Preflight(List.of(), List.of(), new Preflight.BlastRadius(3, 3, 1, true)));
        assertThat(lookToScale(run, cluster.target("counted")).blast())
                .isEqualTo(new Preflight.BlastRadius(3, 3, 2, true));
        ContainerKiller killer = new ContainerKiller(run);
        ContainerKill fault = new ContainerKill("2", ContainerKill.Signal.TERM);
        Prepared<ContainerKill> prepared =
                killer.prepare(KubernetesCluster.step("stop", fault, "counted"), fault, cluster.target("counted"));
        assertThat(killer.preflight(prepared).blast()).isEqualTo(new Preflight.BlastRadius(3, 3, 2, true));
    }

    @Test
    void aSelectorThatNoPodMatches() throws Exception {
        assertThat(look(run, cluster.target("nobody")))
                .isEqualTo(Preflight.problem("no pod matches " + cluster.namespace()
                        + "/app=nobody; see `kubectl get pods -n " + cluster.namespace() + " --show-labels`"));
    }

    @Test
    void aNamespaceThatIsNotThere() throws Exception {
        assertThat(look(run, cluster.target("nobody", "no-such-test", null)).problems())
                .containsExactly("there is no namespace 'no-such-test' in context '" + cluster.context()
                        + "'; see `kubectl --context " + cluster.context() + " get namespaces`");
    }

    @Test
    void aContainerThatIsNotThere() throws Exception {
        cluster.deploy("contained", 1);
        assertThat(look(run, cluster.target("contained", cluster.namespace(), "sidecar"))
                        .problems())
                .containsExactly("no pod of " + cluster.namespace()
                        + "/app=contained has a container 'sidecar'; they have: main");
    }

    @Test
    void aPodThatNothingKeepsCannotBeScaled() throws Exception {
        cluster.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("alone")
                        .withNamespace(cluster.namespace())
                        .addToLabels("app", "alone")
                        .endMetadata()
                        .withNewSpec()
                        .withTerminationGracePeriodSeconds(0L)
                        .addNewContainer()
                        .withName("main")
                        .withImage(cluster.image())
                        .withCommand(KubernetesCluster.REDIS)
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        assertThat(lookToScale(run, cluster.target("alone")).problems())
                .containsExactly("pod alone belongs to nothing; only Deployments and StatefulSets can be scaled and"
                        + " restarted");
    }

    @Test
    void aKubeconfigThatIsNotThere() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        try (Run lost = new Run("look-2", Map.of(Clusters.KUBECONFIG, nowhere.toString()))) {
            assertThatThrownBy(() -> look(lost, cluster.target("web")))
                    .isInstanceOf(DriverException.class)
                    .hasMessage("there is no kubeconfig at " + nowhere + "; name one by -Dchaos.kubeconfig=… or"
                            + " KUBECONFIG, or write kubeContext: in-cluster where the build runs in a pod");
        }
    }

    @Test
    void aKubeconfigThatIsNoneIsNotQuoted() throws Exception {
        try (Run garbled = with("users:\n- {user: {token: hush}\ncontexts: ][\n")) {
            assertThatThrownBy(() -> look(garbled, cluster.target("web")))
                    .isInstanceOf(DriverException.class)
                    .hasMessageStartingWith("the kubeconfig " + folder.resolve("kubeconfig") + " cannot be read")
                    .hasMessageNotContaining("hush")
                    .hasNoCause();
        }
    }

    @Test
    void aContextThatTheKubeconfigDoesNotHave() throws Exception {
        try (Run known = with(kubeconfig("token"))) {
            assertThatThrownBy(() -> look(known, KubernetesCluster.target("web", "staging", cluster.namespace(), null)))
                    .hasMessage("the kubeconfig " + folder.resolve("kubeconfig")
                            + " has no context 'staging', which the guard names; it has: " + cluster.context());
        }
    }

    /** The current context's credentials come from a program, as those of cloud providers do. */
    @Test
    void theCurrentContextIsNeverLoggedInTo() throws Exception {
        Path marker = folder.resolve("logged-in");
        cluster.deploy("careful", 2);
        try (Run careful = with(Kubeconfigs.withCurrentContextThatRuns(cluster, "touch", marker.toString()))) {
            assertThat(look(careful, cluster.target("careful")).problems()).isEmpty();
        }
        assertThat(marker).doesNotExist();
    }

    /** Else a property of the machine that builds would lead to a cluster that no guard names. */
    @Test
    void theClientsOwnPropertiesAreNotLookedAt() throws Exception {
        cluster.deploy("steady", 2);
        System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, "https://127.0.0.1:1/");
        System.setProperty(Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY, "another");
        try {
            assertThat(look(run, cluster.target("steady")).denied()).isEmpty();
        } finally {
            System.clearProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY);
            System.clearProperty(Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY);
        }
    }

    @Test
    void credentialsThatAreNotAccepted() throws Exception {
        try (Run stranger = with(kubeconfig("not-a-token"))) {
            assertThatThrownBy(() -> look(stranger, cluster.target("web")))
                    .isInstanceOf(DriverException.class)
                    .hasMessage("the API server cannot be queried for permissions: the API server does not accept the"
                            + " credentials (401); log in again, or renew the token in the kubeconfig")
                    .hasMessageNotContaining("not-a-token");
        }
    }

    @Test
    void rightsThatAreMissingAreAllToldAtOnce() throws Exception {
        cluster.deploy("watched", 2);
        String where = cluster.namespace();
        try (Run poor = with(kubeconfig(cluster.tokenThatMay("poor", "list", "watch")))) {
            assertThat(look(poor, cluster.target("watched")).denied())
                    .extracting(Permission::toString)
                    .containsExactly(
                            "list events in " + where,
                            "delete pods in " + where,
                            "get leases.coordination.k8s.io in " + where,
                            "create leases.coordination.k8s.io in " + where,
                            "update leases.coordination.k8s.io in " + where,
                            "delete leases.coordination.k8s.io in " + where);
            assertThat(lookToScale(poor, cluster.target("watched")).problems())
                    .singleElement()
                    .asString()
                    .startsWith("ReplicaSet watched-")
                    .contains(" cannot be read: not allowed (403): ")
                    .endsWith("; grant it by a Role, see docs/guide/kubernetes.md");
        }
    }

    @Test
    void whoMayNotEvenSeePodsIsToldSo() throws Exception {
        try (Run blind = with(kubeconfig(cluster.tokenThatMay("blind", "watch")))) {
            Preflight found = look(blind, cluster.target("watched"));
            assertThat(found.denied()).contains(new Permission("list", "", "pods", cluster.namespace()));
            assertThat(found.blast()).isNull();
            assertThat(found.problems()).isEmpty();
        }
    }

    @Test
    void aCertificateThatIsNotThere() throws Exception {
        String content = kubeconfig("token")
                .replace("insecure-skip-tls-verify: true", "certificate-authority: " + folder.resolve("ca.crt"));
        try (Run lost = with(content)) {
            assertThatThrownBy(() -> look(lost, cluster.target("web")))
                    .isInstanceOf(DriverException.class)
                    .hasMessageStartingWith("context '" + cluster.context() + "' cannot be used: ")
                    .hasMessageContaining(folder.resolve("ca.crt").toString());
        }
    }

    @Test
    void anApiServerThatIsNotThere() throws Exception {
        try (Run lost = with(Kubeconfigs.of(cluster, "https://127.0.0.1:1/", "token"))) {
            assertThatThrownBy(() -> look(lost, cluster.target("web")))
                    .isInstanceOf(DriverException.class)
                    .hasMessageStartingWith(
                            "the API server cannot be queried for permissions: the API server cannot be" + " reached: ")
                    .hasMessageContaining("Connection refused")
                    .hasMessageEndingWith(
                            "; see that the cluster of the context is up, and that this machine may reach" + " it");
        }
    }
}
