package dev.holograph.chaos.adapters.fault.chaosmesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.fault.chaosmesh.MeshController.Behaviour;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real API server with Chaos Mesh's own schemas; pods are really deleted. */
class InstantFaultsTest {

    private static final Waits WAITS = new Waits(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final Waits SHORT = new Waits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static MeshCluster cluster;

    private final RunContext context = MeshCluster.context("run-1");
    private final PodKillDriver podKill = new PodKillDriver(context, WAITS);

    @BeforeAll
    static void start() throws Exception {
        cluster = MeshCluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void fresh() {
        cluster.freshPods();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        cluster.sweep();
        context.shared().close();
    }

    @Test
    void thePodsThatAreGoneAreSeen() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            Prepared<PodKill> prepared = podKill(new PodKill("50%", Duration.ZERO));

            Evidence evidence = podKill.inject(prepared);

            assertThat(evidence).isEqualTo(Evidence.observed("web-1: gone"));
            assertThat(pods()).containsExactly("web-2");
            JsonObject sent = mesh.specs().get("chaos-run-1-pod-kill-1");
            assertThat(sent.getString("mode")).isEqualTo("fixed");
            assertThat(sent.getString("value")).isEqualTo("1");
            assertThat(sent.getLong("gracePeriod")).isZero();
            assertThat(cluster.objects(Kind.POD)).isEmpty();

            cluster.addPod("web-3");
            assertThat(podKill.observe(prepared))
                    .satisfies(seen -> assertThat(seen.kind()).isEqualTo(Evidence.Kind.OBSERVED))
                    .satisfies(seen -> assertThat(seen.text()).contains("pod web-3 is new"));
        }
    }

    @Test
    void itIsDoneAgainByAnotherObject() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            Prepared<PodKill> prepared = podKill(new PodKill("1", Duration.ZERO));

            podKill.inject(prepared);
            podKill.inject(prepared);

            assertThat(pods()).isEmpty();
            assertThat(mesh.specs().keySet())
                    .containsExactlyInAnyOrder("chaos-run-1-pod-kill-1", "chaos-run-1-pod-kill-2");
            assertThatThrownBy(() -> podKill.inject(prepared))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("no pod matches");
        }
    }

    @Test
    void aKillThatIsNotDoneLeavesNothingBehind() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.CANNOT_INJECT)) {
            PodKillDriver driver = new PodKillDriver(context, SHORT);

            assertThatThrownBy(() -> driver.inject(podKill(new PodKill("1", Duration.ZERO))))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("AllInjected is False")
                    .hasMessageEndingWith("; a look at the pods showed that nothing has happened to them");
            assertThat(cluster.objects(Kind.POD)).isEmpty();
            assertThat(pods()).hasSize(2);
        }
    }

    /** What has happened cannot be taken back, and is not denied. */
    @Test
    void aKillThatWasDoneUnheardIsSeen() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.INJECTS_UNHEARD)) {
            PodKillDriver driver = new PodKillDriver(context, SHORT);
            Prepared<PodKill> prepared = podKill(new PodKill("1", Duration.ZERO));

            Evidence evidence = driver.inject(prepared);

            assertThat(evidence.kind()).isEqualTo(Evidence.Kind.OBSERVED);
            assertThat(evidence.text())
                    .startsWith("web-1: gone all the same, although Chaos Mesh has not injected PodChaos")
                    .contains("the connection was lost");
            assertThat(cluster.objects(Kind.POD)).isEmpty();
            cluster.addPod("web-3");
            assertThat(driver.observe(prepared).text()).contains("pod web-3 is new");
        }
    }

    @Test
    void aContainerThatWasStartedAgainIsSeen() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            ContainerKillDriver driver = new ContainerKillDriver(context, WAITS);
            ContainerKill fault = new ContainerKill("2", ContainerKill.Signal.KILL);

            Evidence evidence = driver.inject(driver.prepare(MeshCluster.step(fault), fault, cluster.target()));

            assertThat(evidence).isEqualTo(Evidence.observed("web-1, web-2: a container ended"));
            Map<String, JsonObject> specs = mesh.specs();
            assertThat(specs.get("chaos-run-1-container-kill-1").encode())
                    .contains("\"containerNames\":[\"web\"]")
                    .contains("\"mode\":\"all\"");
            assertThat(cluster.objects(Kind.POD)).isEmpty();
        }
    }

    private Prepared<PodKill> podKill(PodKill fault) {
        return podKill.prepare(MeshCluster.step(fault), fault, cluster.target());
    }

    private List<String> pods() {
        return cluster.client().pods().inNamespace(cluster.namespace()).list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }
}
