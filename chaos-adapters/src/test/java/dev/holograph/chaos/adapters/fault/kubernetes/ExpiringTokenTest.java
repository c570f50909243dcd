package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A token that is no longer accepted while a fault is on, as those of clouds expire after a quarter of an hour. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(90)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program that logs in is a shell script")
class ExpiringTokenTest {

    private final KubernetesCluster cluster;

    @TempDir
    private Path folder;

    ExpiringTokenTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10), System::nanoTime);
    }

    private Prepared<Scale> scaledByFirst(Scaler scaler, String app) throws Exception {
        cluster.deploy(app, 2);
        Scale fault = new Scale(1);
        Prepared<Scale> prepared =
                scaler.prepare(KubernetesCluster.step("scaled", fault, app), fault, cluster.target(app));
        scaler.inject(prepared);
        return prepared;
    }

    private int replicas(String app) {
        return Workload.replicas(cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(app)
                .get());
    }

    /** What a cloud does by the clock, here by taking the account away; the API server remembers a token for seconds. */
    private void expire(String account, String token) {
        cluster.client()
                .serviceAccounts()
                .inNamespace(cluster.namespace())
                .withName(account)
                .delete();
        Config config = Config.fromKubeconfig(
                Kubeconfigs.of(cluster, cluster.client().getConfiguration().getMasterUrl(), token));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            Eventually.eventually("the token is refused", Duration.ofSeconds(40), () -> {
                try {
                    client.pods().inNamespace(cluster.namespace()).list();
                    return false;
                } catch (KubernetesClientException e) {
                    return e.getCode() == 401;
                }
            });
        }
    }

    private Path program(Path token) throws IOException {
        Path program = Files.writeString(folder.resolve("log-in"), """
                #!/bin/sh
                printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%%s"}}' \\
                    "$(cat %s)"
                """.formatted(token));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void theProgramOfTheKubeconfigIsAskedForAnother() throws Exception {
        String first = cluster.adminToken("first-of-program");
        Path token = Files.writeString(folder.resolve("token"), first);
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"),
                Kubeconfigs.ofProgram(cluster, program(token).toString()));
        try (Run run = new Run("expiring-1", Map.of(Clusters.KUBECONFIG, kubeconfig.toString()))) {
            Scaler scaler = new Scaler(run);
            Prepared<Scale> prepared = scaledByFirst(scaler, "by-program");
            Files.writeString(token, cluster.adminToken("second-of-program"));
            expire("first-of-program", first);

            UndoRecipe recipe = Objects.requireNonNull(prepared.undo()).with(run.remembered("scaled"));
            scaler.undo(recipe, soon());

            assertThat(replicas("by-program")).isEqualTo(2);
        }
    }

    @Test
    void aTokenInTheKubeconfigIsReadAnew() throws Exception {
        String first = cluster.adminToken("first-in-file");
        String server = cluster.client().getConfiguration().getMasterUrl();
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), Kubeconfigs.of(cluster, server, first));
        try (Run run = new Run("expiring-2", Map.of(Clusters.KUBECONFIG, kubeconfig.toString()))) {
            Scaler scaler = new Scaler(run);
            Prepared<Scale> prepared = scaledByFirst(scaler, "by-file");
            expire("first-in-file", first);
            UndoRecipe recipe = Objects.requireNonNull(prepared.undo()).with(run.remembered("scaled"));
            assertThatThrownBy(() -> scaler.undo(recipe, soon()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("the API server does not accept the credentials (401)");

            Files.writeString(kubeconfig, Kubeconfigs.of(cluster, server, cluster.adminToken("second-in-file")));
            scaler.undo(recipe, soon());

            assertThat(replicas("by-file")).isEqualTo(2);
        }
    }
}
