package dev.holograph.chaos.adapters.fault.chaosmesh;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found before anything starts, against a real API server with its real access rules. */
class PreflightTest {

    private static final Partition CUT = new Partition(Direction.BOTH);
    private static final Pattern ROLE = Pattern.compile("```yml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private MeshCluster cluster;
    private final RunContext context = MeshCluster.context("run-1");

    @AfterEach
    void stop() throws Exception {
        context.shared().close();
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aClusterWithoutChaosMeshIsSaidSo() throws Exception {
        cluster = MeshCluster.bare();
        assumeFalse(
                Kind.NETWORK.isKnownTo(cluster.client()),
                "this cluster has Chaos Mesh: what is said where it is missing cannot be seen here");

        Preflight found = look(context, cluster.target());

        assertThat(found.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("Chaos Mesh is not installed in the cluster of context " + cluster.kubeContext()
                        + ": it knows no NetworkChaos of chaos-mesh.org/v1alpha1; install it")
                .endsWith("or choose another driver for partition under drivers:"));
    }

    @Test
    void whomItWouldReachIsCounted() throws Exception {
        cluster = MeshCluster.start();
        PodKill kill = new PodKill("50%", Duration.ZERO);
        PodKillDriver killer = new PodKillDriver(context, Waits.USUAL);

        Preflight cut = look(context, cluster.target());
        Preflight killed = killer.preflight(killer.prepare(MeshCluster.step(kill), kill, cluster.target()));

        assertThat(cut).isEqualTo(new Preflight(List.of(), List.of(), new Preflight.BlastRadius(2, 0, 2, false)));
        assertThat(killed).isEqualTo(new Preflight(List.of(), List.of(), new Preflight.BlastRadius(2, 0, 1, true)));
        assertThat(look(context, cluster.target("app=nothing", null)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("no pod matches " + cluster.namespace() + "/app=nothing; see `kubectl get pods"));
        assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
        assertThat(cluster.objects(Kind.POD)).isEmpty();
    }

    @Test
    void theRoleOfTheGuideIsEnoughAndWithoutItTheRightsThatAreMissingAreNamed() throws Exception {
        cluster = MeshCluster.start();
        RunContext account = MeshCluster.context("run-1", Map.of(Clusters.KUBECONFIG, accountOf("chaos")));
        try {
            assertThat(look(account, cluster.target()).denied())
                    .extracting(Permission::toString)
                    .contains(
                            "create networkchaos.chaos-mesh.org in " + cluster.namespace(),
                            "watch networkchaos.chaos-mesh.org in " + cluster.namespace(),
                            "list pods in " + cluster.namespace());

            grantTheRoleOfTheGuide("chaos");

            eventually("the rights are granted", Duration.ofSeconds(10), () -> {
                try {
                    return look(account, cluster.target()).denied().isEmpty();
                } catch (DriverException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(look(account, cluster.target()).blast()).isNotNull();
            faultsAreDoneAndUndone(account);
        } finally {
            account.shared().close();
        }
    }

    /** With no more rights than these. */
    private void faultsAreDoneAndUndone(RunContext account) throws Exception {
        try (MeshController mesh = cluster.controller(MeshController.Behaviour.PROMPT)) {
            PodKillDriver killer = new PodKillDriver(account, Waits.USUAL);
            PodKill kill = new PodKill("1", Duration.ZERO);
            killer.inject(killer.prepare(MeshCluster.step(kill), kill, cluster.target()));
            PartitionDriver cutter = new PartitionDriver(account, Waits.USUAL);
            Prepared<Partition> cut = cutter.prepare(MeshCluster.step(CUT), CUT, cluster.target());
            cutter.inject(cut);
            cutter.undo(Objects.requireNonNull(cut.undo()), Deadline.in(Duration.ofSeconds(20), System::nanoTime));
            assertThat(mesh.specs()).containsOnlyKeys("chaos-run-1-pod-kill-1", "chaos-run-1-partition");
            assertThat(cluster.objects(Kind.POD)).isEmpty();
            assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
        }
    }

    private static Preflight look(RunContext context, TargetSpec target) throws DriverException, InterruptedException {
        PartitionDriver driver = new PartitionDriver(context, Waits.USUAL);
        Prepared<Partition> prepared = driver.prepare(MeshCluster.step(CUT), CUT, target);
        return driver.preflight(prepared);
    }

    private void grantTheRoleOfTheGuide(String account) throws IOException {
        Matcher role = ROLE.matcher(Files.readString(Path.of("..", "docs", "guide", "chaos-mesh.md")));
        assertThat(role.find()).isTrue();
        cluster.client()
                .load(new ByteArrayInputStream(role.group(1).getBytes(StandardCharsets.UTF_8)))
                .inNamespace(cluster.namespace())
                .create();
        cluster.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withName(account)
                        .withNamespace(cluster.namespace())
                        .endSubject()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "chaos-by-chaos-mesh")
                        .build())
                .create();
    }

    /** A kubeconfig of a service account without any rights. */
    private String accountOf(String name) throws IOException {
        cluster.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .build())
                .create();
        String token = cluster.client()
                .serviceAccounts()
                .inNamespace(cluster.namespace())
                .withName(name)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        Config admin = cluster.client().getConfiguration();
        return Files.writeString(folder.resolve("kubeconfig"), """
                        apiVersion: v1
                        kind: Config
                        clusters: [{ name: cluster, cluster: { server: "%s", %s } }]
                        users: [{ name: account, user: { token: %s } }]
                        contexts: [{ name: "%s", context: { cluster: cluster, user: account } }]
                        """.formatted(
                                admin.getMasterUrl(), authority(admin), token, cluster.kubeContext()))
                .toString();
    }

    private static String authority(Config config) throws IOException {
        if (config.getCaCertData() != null) {
            return "certificate-authority-data: " + config.getCaCertData();
        }
        return config.getCaCertFile() == null
                ? "insecure-skip-tls-verify: true"
                : "certificate-authority-data: "
                        + Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
    }
}
