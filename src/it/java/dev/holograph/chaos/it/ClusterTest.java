package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.gremlin.GremlinStandIn;
import dev.holograph.gremlin.KubernetesObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Builds against a real cluster, and what they leave there however they end. */
@Tag("whole-machine")
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals are sent with the tools of Linux")
class ClusterTest {

    private static final Duration RUN = Duration.ofMinutes(2);
    private static final String CLUSTER = "-Dchaos.environment=cluster";

    /** What the log says before each; from before the Lease is taken to after the faults are undone. */
    private static final List<String> STEPS =
            List.of("Scenario 'everything'", "injecting fewer", "injecting cut", "undoing cut", "undoing fewer");

    private static Cluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void twoAgain() throws Exception {
        cluster.noBudget();
        cluster.scale(2);
    }

    @Test
    void aKilledPodIsNotNoticedWhereThereIsAnother() throws Exception {
        try (Build build = failover()) {
            build.untilGone(RUN);

            assertThat(build.log()).contains("CHAOS PASS: scenario 'pod-failover'");
            assertThat(build.status()).isZero();
        }
        assertThat(cluster.left()).isEmpty();
    }

    @Test
    void aKilledPodIsABreachWhereThereIsNone() throws Exception {
        cluster.scale(1);
        try (Build build = failover()) {
            build.untilGone(RUN);

            assertThat(build.log())
                    .contains("CHAOS BREACH: scenario 'pod-failover'")
                    .contains("p95(latency) < 500ms in every 10s");
            assertThat(build.status()).isEqualTo(1);
        }
    }

    /** What a budget forbids did not happen, and proves nothing: the pods are those from before. */
    @Test
    void anEvictionIsAnErrorWhereABudgetRefusesItAndPassesWhereItIsAllowed() throws Exception {
        cluster.budget(2);
        Map<String, String> before = cluster.pods();
        try (Build build = run("eviction")) {
            build.untilGone(RUN);

            assertThat(build.log())
                    .contains("CHAOS ERROR: scenario 'eviction'")
                    .containsPattern("pod holograph-renderer-[01] cannot be evicted: a PodDisruptionBudget refuses it"
                            + " \\(429\\): The disruption budget holograph-renderer needs 2 healthy pods and has 2"
                            + " currently")
                    .doesNotContain("CHAOS PASS");
            assertThat(build.status()).isEqualTo(1);
        }
        assertThat(cluster.pods()).isEqualTo(before);
        assertThat(cluster.left()).isEmpty();

        cluster.budget(1);
        try (Build build = run("eviction")) {
            build.untilGone(RUN);

            assertThat(build.log()).contains("CHAOS PASS: scenario 'eviction'");
            assertThat(build.status()).isZero();
        }
        assertThat(cluster.pods()).isNotEqualTo(before);
        assertThat(cluster.left()).isEmpty();
    }

    @Test
    void packetLossByGremlinIsSeenInTheLatencyAndGoneAfterwards() throws Exception {
        passesByGremlin("gremlin");
    }

    @Test
    void aPartitionByGremlinIsSeenInTheErrorsAndGoneAfterwards() throws Exception {
        passesByGremlin("gremlin-partition");
    }

    @Test
    void aShutdownByGremlinIsSeenInTheLatencyAndTheContainersAreStartedAgain() throws Exception {
        cluster.freshPods();
        passesByGremlin("gremlin-shutdown");
        assertThat(cluster.restarts()).isEqualTo(2);
        cluster.awaitReady(2);
    }

    @Test
    void aProcessKilledByGremlinIsSeenInTheLatencyAndTheContainersAreStartedAgain() throws Exception {
        cluster.freshPods();
        passesByGremlin("gremlin-process-kill");
        assertThat(cluster.restarts()).isEqualTo(2);
        cluster.awaitReady(2);
    }

    /** Gremlin's service is played; what its agents do is real. */
    private void passesByGremlin(String scenario) throws Exception {
        assumeTrue(PodNetwork.problem().isEmpty(), "not run: " + PodNetwork.problem());
        Duration pause = Duration.ofMillis(50);
        try (PodAgent agent = new PodAgent(cluster);
                GremlinStandIn gremlin = new GremlinStandIn(Clock.systemUTC(), pause, agent).ticking(pause)) {
            Map<String, String> variables = new HashMap<>(cluster.variables());
            variables.put("GREMLIN_API_KEY", GremlinStandIn.KEY);
            cluster.pods()
                    .forEach((name, uid) -> gremlin.object(new KubernetesObject(
                            variables.get("CHAOS_KUBE_CONTEXT"),
                            uid,
                            Cluster.NAMESPACE,
                            name,
                            KubernetesObject.POD,
                            Map.of("app", Cluster.RENDERER),
                            List.of(Cluster.RENDERER),
                            "Running")));
            try (Build build = Build.start(
                    "cluster",
                    folder,
                    variables,
                    "chaos:run",
                    CLUSTER,
                    "-Dscenario=" + scenario,
                    "-Dchaos.gremlin.url=" + gremlin.url(),
                    "-Dchaos.gremlin.team=team-0")) {
                build.untilGone(RUN);

                assertThat(build.log())
                        .contains("CHAOS PASS: scenario '" + scenario + "'")
                        .doesNotContain(GremlinStandIn.KEY);
            }
            assertThat(gremlin.haltsOfEverything()).isEmpty();
        }
        for (String pod : cluster.pods().values()) {
            assertThat(PodNetwork.isWhole(pod)).isTrue();
        }
        assertThat(cluster.left()).isEmpty();
    }

    @Test
    void abortedFromAnotherProcessNothingIsLeft() throws Exception {
        try (Build build = run("everything")) {
            build.awaitLog("injecting cut", RUN);
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(cluster.left()).contains("1 replicas");

            assertThat(goal("chaos:abort")).contains("Ended, with everything taken back: everything-");

            build.untilGone(Duration.ofSeconds(5));
            assertThat(build.log()).contains("chaos:abort was called");
        }
        assertThat(cluster.left()).isEmpty();
    }

    @Test
    void aTokenThatExpiresIsToldAndWithANewOneEverythingIsTakenBack() throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig.yaml");
        Files.writeString(kubeconfig, cluster.kubeconfigThatExpires());
        String by = "-Dchaos.kubeconfig=" + kubeconfig;
        try (Build build = Build.start(
                "cluster",
                folder,
                cluster.variables(),
                "chaos:run",
                CLUSTER,
                by,
                "-Dscenario=everything",
                "-Dchaos.fault=18s")) {
            build.awaitLog("injecting cut", RUN);
            TimeUnit.SECONDS.sleep(1);
            cluster.expire();
            build.untilGone(Duration.ofSeconds(45));

            assertThat(build.log())
                    .contains("CHAOS NOT UNDONE: scenario 'everything'")
                    .contains(
                            "statefulset/holograph-renderer cannot be scaled back to 2: the API server does not accept"
                                    + " the credentials (401); log in again, or renew the token in the kubeconfig")
                    .contains("kubectl --kubeconfig ", " --context ");
        }
        assertThat(cluster.left()).contains("1 replicas");

        Files.writeString(kubeconfig, cluster.kubeconfigThatExpires());
        goal("chaos:recover", CLUSTER, by);

        cluster.expire();
        assertThat(cluster.left()).isEmpty();
    }

    /** How often is said by {@code -Dit.kills}; the moments are drawn around what a run does to the cluster. */
    @Test
    void killedAtAnyMomentNothingIsLeftAfterRecover() throws Exception {
        int kills = Integer.getInteger("it.kills", 4);
        long seed = Long.getLong("it.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("ClusterTest: " + kills + " kills, -Dit.seed=" + seed);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            try (Build build = run("everything")) {
                build.awaitLog(STEPS.get(random.nextInt(STEPS.size())), RUN);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                build.signal("KILL");
                build.untilGone(Duration.ofSeconds(10));
            }
            List<String> before = cluster.left();
            seen.add(before.toString());
            String recovered = goal("chaos:recover", CLUSTER);

            assertThat(cluster.left())
                    .as("after kill %d, %s:%n%s", i, before, recovered)
                    .isEmpty();
            cluster.awaitReady(2);
        }
        System.out.println("ClusterTest: before chaos:recover: " + seen);
    }

    @Test
    void aNewRunIsRefusedOnTopOfAFaultThatIsStillOn() throws Exception {
        try (Build build = run("everything")) {
            build.awaitLog("injecting cut", RUN);
            TimeUnit.MILLISECONDS.sleep(500);
            build.signal("KILL");
            build.untilGone(Duration.ofSeconds(10));
        }

        assertThat(goal("chaos:run", CLUSTER, "-Dscenario=gremlin"))
                .contains("died and has not taken back: cut, fewer", "Nothing was started", "mvn chaos:recover");
        assertThat(cluster.left()).contains("1 replicas");

        Build.deleteAll(folder.resolve("state"));
        // Its journal is gone: what is left is known by its marks, as soon as its Lease has expired.
        Build.await(
                () -> goalOrFail("chaos:recover", CLUSTER).contains("is taken back"),
                Duration.ofSeconds(60),
                "the marks to be enough");
        assertThat(cluster.left()).isEmpty();
    }

    /** The scenario that this repository ships, its phases as short as its windows allow. */
    private Build failover() throws Exception {
        Build.copyShipped("scenarios/pod-failover.yaml", folder);
        Build.copyShipped("tests/perf/holo-k6-load.js", folder);
        Build.copyShipped("tests/perf/chaos.js", folder);
        return Build.start(
                "cluster",
                folder,
                cluster.variables(),
                "chaos:run",
                CLUSTER,
                "-Dscenario=pod-failover",
                "-Dchaos.warmup=2s",
                "-Dchaos.baseline=5s",
                "-Dchaos.fault=12s",
                "-Dchaos.recovery=22s");
    }

    private Build run(String scenario) throws Exception {
        return Build.start("cluster", folder, cluster.variables(), "chaos:run", CLUSTER, "-Dscenario=" + scenario);
    }

    private String goal(String... arguments) throws Exception {
        try (Build build = Build.start("cluster", folder, cluster.variables(), arguments)) {
            build.untilGone(RUN);
            return build.log();
        }
    }

    private String goalOrFail(String... arguments) {
        try {
            return goal(arguments);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
