package dev.holograph.chaos.adapters.fault.chaosmesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.spi.DriverProvider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planned, and what is refused, without a cluster. */
class PrepareTest {

    private static final KubernetesTarget PODS =
            new KubernetesTarget("kind-shop", "shop", "app=web,tier=front", "server");
    private static final TargetSpec WEB = target(PODS);

    private final RunContext context = new RunContext(Clock.systemUTC(), 1);
    private final LatencyDriver latency = new LatencyDriver(context, Waits.USUAL);
    private final PacketLossDriver loss = new PacketLossDriver(context, Waits.USUAL);
    private final BandwidthDriver bandwidth = new BandwidthDriver(context, Waits.USUAL);
    private final PartitionDriver partition = new PartitionDriver(context, Waits.USUAL);
    private final PodKillDriver podKill = new PodKillDriver(context, Waits.USUAL);
    private final ContainerKillDriver containerKill = new ContainerKillDriver(context, Waits.USUAL);

    @Test
    void itIsFoundUnderItsName() {
        assertThat(ServiceLoader.load(DriverProvider.class))
                .filteredOn(provider -> provider.name().equals("chaos-mesh"))
                .singleElement()
                .satisfies(provider -> assertThat(provider.drivers(context)).hasSize(6));
    }

    @Test
    void aLatencyIsADelayOfWhatThePodsSend() {
        Latency fault = latency(Distribution.UNIFORM, Direction.RESPONSES);

        assertThat(latency.spec(step(fault), fault, PODS)).isEqualTo(new JsonObject("""
                { "action": "delay", "mode": "all", "direction": "to", "duration": "150000ms",
                  "selector": { "namespaces": ["shop"], "labelSelectors": { "app": "web", "tier": "front" } },
                  "delay": { "latency": "250ms", "jitter": "1500us", "correlation": "0" } }"""));
        assertThat(latency.prepare(step(fault), fault, WEB).description())
                .isEqualTo(
                        "Chaos Mesh: every packet that the pods shop/app=web,tier=front send is 250ms ± 1500us late");
    }

    @ParameterizedTest
    @CsvSource({"0.3, 30", "0.001, 0.1", "1, 100", "0.07, 7", "0.00001, 0.001"})
    void aLossIsSaidInPercent(double share, String percent) {
        PacketLoss fault = new PacketLoss(new Quantity(share, Dimension.RATIO), Direction.RESPONSES);

        JsonObject spec = loss.spec(step(fault), fault, PODS);

        assertThat(spec.getString("action")).isEqualTo("loss");
        assertThat(spec.getJsonObject("loss"))
                .isEqualTo(new JsonObject().put("loss", percent).put("correlation", "0"));
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 1024bps, 65536, 10000",
        "10000000, 10000000bps, 10000000, 100000",
        "1e12, 1000000000000bps, 2147483647, 2147483647"
    })
    void aBandwidthIsSaidInBytesASecond(double rate, String said, long limit, long buffer) {
        Bandwidth fault = new Bandwidth(new Quantity(rate, Dimension.SIZE), Direction.RESPONSES);

        assertThat(bandwidth.spec(step(fault), fault, PODS).getJsonObject("bandwidth"))
                .isEqualTo(
                        new JsonObject().put("rate", said).put("limit", limit).put("buffer", buffer));
    }

    @ParameterizedTest
    @CsvSource({"REQUESTS, from", "RESPONSES, to", "BOTH, both"})
    void aPartitionGoesEachWay(Direction direction, String said) {
        Partition fault = new Partition(direction);

        assertThat(partition.spec(step(fault), fault, PODS).getString("direction"))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESPONSES")
    void whatClientsSendCannotBeShaped(Direction direction) {
        Latency late = latency(Distribution.UNIFORM, direction);
        PacketLoss lost = new PacketLoss(new Quantity(0.1, Dimension.RATIO), direction);
        Bandwidth slow = new Bandwidth(new Quantity(1, Dimension.SIZE), direction);

        String help = "needs direction: responses; for the other way use driver proxy or gremlin";
        assertThatThrownBy(() -> latency.prepare(step(late), late, WEB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latency has direction: ")
                .hasMessageEndingWith(help);
        assertThatThrownBy(() -> loss.prepare(step(lost), lost, WEB)).hasMessageEndingWith(help);
        assertThatThrownBy(() -> bandwidth.prepare(step(slow), slow, WEB)).hasMessageEndingWith(help);
    }

    @Test
    void aDistributionCannotBeChosen() {
        Latency fault = latency(Distribution.NORMAL, Direction.RESPONSES);

        assertThatThrownBy(() -> latency.prepare(step(fault), fault, WEB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write distribution: uniform, or use driver proxy");
    }

    @Test
    void theBackstopComesAfterTheFault() {
        Partition fault = new Partition(Direction.BOTH);
        FaultStep toTheEnd = new FaultStep("cut", fault, "web", Duration.ZERO, null, null, MeshCluster.HERE);

        assertThat(partition.spec(step(fault), fault, PODS).getString("duration"))
                .isEqualTo(Duration.ofSeconds(30).plus(Spec.MARGIN).toMillis() + "ms");
        assertThat(partition.spec(toTheEnd, fault, PODS).getString("duration")).isEqualTo("7200000ms");
    }

    @Test
    void whatIsNeededToTakeItBackIsPlanned() {
        Partition fault = new Partition(Direction.BOTH);

        Prepared<Partition> prepared = partition.prepare(step(fault), fault, WEB);

        assertThat(prepared.undo()).isNotNull().satisfies(undo -> {
            assertThat(undo.driver()).isEqualTo("chaos-mesh");
            assertThat(undo.data()).containsEntry("context", "kind-shop").containsEntry("namespace", "shop");
            assertThat(undo.byHand())
                    .startsWith("kubectl --context kind-shop -n shop delete networkchaos -l"
                            + " app.kubernetes.io/managed-by=chaos-maven-plugin");
        });
        assertThat(prepared.permissions())
                .extracting(Permission::toString)
                .contains(
                        "list pods in shop",
                        "create networkchaos.chaos-mesh.org in shop",
                        "watch networkchaos.chaos-mesh.org in shop",
                        "delete networkchaos.chaos-mesh.org in shop",
                        "create leases.coordination.k8s.io in shop");
    }

    @Test
    void aPodIsKilledOnce() {
        PodKill fault = new PodKill("2", Duration.ofSeconds(5));

        Prepared<PodKill> prepared = podKill.prepare(step(fault), fault, WEB);

        assertThat(prepared.undo()).isNull();
        assertThat(podKill.spec(step(fault), fault, PODS)).isEqualTo(new JsonObject("""
                        { "action": "pod-kill", "mode": "all", "gracePeriod": 5,
                          "selector": { "namespaces": ["shop"], "labelSelectors": { "app": "web", "tier": "front" } } }"""));
    }

    @Test
    void aShareIsSaidAsTheNumberThatThePlanPromises() {
        assertThat(Spec.some(new JsonObject().put("mode", "all"), 1, 3))
                .isEqualTo(new JsonObject().put("mode", "fixed").put("value", "1"));
        assertThat(Spec.some(new JsonObject().put("mode", "all"), 3, 3)).isEqualTo(new JsonObject().put("mode", "all"));
    }

    @Test
    void aContainerIsNamed() {
        ContainerKill fault = new ContainerKill("1", ContainerKill.Signal.KILL);

        assertThat(containerKill.spec(step(fault), fault, PODS).getJsonArray("containerNames"))
                .isEqualTo(new JsonArray().add("server"));
        TargetSpec unnamed = target(new KubernetesTarget("kind-shop", "shop", "app=web", null));
        assertThatThrownBy(() -> containerKill.prepare(step(fault), fault, unnamed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the target kubernetes: { …, container: … }");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KILL")
    void noOtherSignalCanBeSent(ContainerKill.Signal signal) {
        ContainerKill fault = new ContainerKill("1", signal);

        assertThatThrownBy(() -> containerKill.prepare(step(fault), fault, WEB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can send no SIG" + signal + "; write signal: kill");
    }

    @Test
    void noPodIsEvicted() {
        PodKill fault = new PodKill("1", Duration.ZERO, PodKill.By.EVICTION);

        assertThatThrownBy(() -> podKill.prepare(step(fault), fault, WEB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Chaos Mesh deletes pods and cannot evict them; leave by: out, or use driver kubernetes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app!=web", "app in (web, api)", "!app"})
    void aSelectorMustNameLabels(String selector) {
        Partition fault = new Partition(Direction.BOTH);
        TargetSpec vague = target(new KubernetesTarget("kind-shop", "shop", selector, null));

        assertThatThrownBy(() -> partition.prepare(step(fault), fault, vague))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("app=web,tier=front");
    }

    @Test
    void aTargetWithoutPodsIsRefused() {
        Partition fault = new Partition(Direction.BOTH);
        TargetSpec local = new TargetSpec("web", "web", true, null, MeshCluster.HERE);

        assertThatThrownBy(() -> partition.prepare(step(fault), fault, local))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it kubernetes: { namespace: …, selector: app=… }");
    }

    private static Latency latency(Distribution distribution, Direction direction) {
        return new Latency(Duration.ofMillis(250), Duration.ofNanos(1_500_000), distribution, direction);
    }

    private static TargetSpec target(KubernetesTarget pods) {
        return new TargetSpec("web", null, false, null, pods, MeshCluster.HERE);
    }

    private static FaultStep step(Fault fault) {
        return MeshCluster.step(fault, Duration.ofSeconds(30));
    }
}
