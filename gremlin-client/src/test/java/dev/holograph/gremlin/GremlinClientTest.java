package dev.holograph.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.gremlin.command.Cpu;
import dev.holograph.gremlin.command.Latency;
import dev.holograph.gremlin.command.Traffic;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GremlinClientTest {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final HaltReason REASON = new HaltReason("the test is over", "test");
    private static final KubernetesObject POD = new KubernetesObject(
            "cluster-1",
            "pod-uid-1",
            "holograph-test",
            "renderer-1",
            KubernetesObject.POD,
            Map.of("app", "renderer"),
            List.of("renderer", "sidecar"),
            "Running");

    private final ManualClock clock = new ManualClock();
    private final List<String> happened = new ArrayList<>();
    private GremlinStandIn gremlin;
    private GremlinClient client;

    @BeforeEach
    void start() throws IOException {
        gremlin = new GremlinStandIn(clock, STEP, new Effect() {
            @Override
            public void begin(Attacked attacked) {
                happened.add("begin " + attacked.target());
            }

            @Override
            public void end(Attacked attacked) {
                happened.add("end " + attacked.target());
            }
        });
        gremlin.container("c1", Map.of("io.kubernetes.container.name", "renderer"));
        gremlin.container("c2", Map.of("io.kubernetes.container.name", "other"));
        gremlin.object(POD);
        client = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                .baseUrl(gremlin.url())
                .time(clock, clock)
                .build();
    }

    @AfterEach
    void stop() {
        gremlin.close();
    }

    @Test
    void anAttackGoesThroughItsStagesAndEndsByItsLength() throws Exception {
        AttackId id = client.create(onRenderer());
        assertThat(stages(id)).containsExactly("Pending");
        clock.advance(STEP.multipliedBy(3));
        assertThat(client.executions(id)).singleElement().satisfies(execution -> {
            assertThat(execution.stage()).isEqualTo(Stage.RUNNING);
            assertThat(execution.hasRun()).isTrue();
            assertThat(execution.isFinished()).isFalse();
            assertThat(execution.target()).isEqualTo("c1");
            assertThat(execution.history())
                    .extracting(step -> step.stage().name())
                    .containsExactly("Pending", "Distributed", "Initializing", "Running");
        });
        assertThat(happened).containsExactly("begin c1");
        clock.advance(Duration.ofSeconds(61));
        assertThat(client.executions(id)).allMatch(Execution::isFinished).allMatch(Execution::hasRun);
        assertThat(client.attack(id).lifecycle()).isEqualTo(Lifecycle.COMPLETE);
        assertThat(happened).containsExactly("begin c1", "end c1");
    }

    @Test
    void anAttackIsHaltedByItsIdAndHaltingAgainDoesNothing() throws Exception {
        AttackId id = client.create(onRenderer());
        clock.advance(STEP.multipliedBy(3));
        client.halt(id, REASON);
        assertThat(client.executions(id)).extracting(Execution::lifecycle).containsExactly(Lifecycle.HALTING);
        client.halt(id, REASON);
        clock.advance(STEP.multipliedBy(2));
        client.halt(id, REASON);
        assertThat(stages(id)).containsExactly("UserHalted");
        assertThat(happened).containsExactly("begin c1", "end c1");
        assertThat(gremlin.requests().get(1).body())
                .isEqualTo("{\"reason\":\"the test is over\",\"reference\":\"test\"}");
    }

    @Test
    void theRequestIsTheOneThatGremlinDocuments() throws Exception {
        client.create(onRenderer());
        GremlinStandIn.Recorded request = gremlin.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /attacks/new");
        assertThat(request.body())
                .isEqualTo("{\"target\":{\"type\":\"Random\",\"containers\":{\"multiSelectLabels\":"
                        + "{\"io.kubernetes.container.name\":[\"renderer\"]}},\"exact\":1},"
                        + "\"command\":{\"type\":\"latency\",\"args\":"
                        + "[\"-l\",\"60\",\"-m\",\"2000\",\"-h\",\"^api.gremlin.com\",\"-p\",\"^53\"]},"
                        + "\"annotations\":{\"run\":\"r1\"}}");
        assertThat(request.headers()).containsEntry("Authorization", List.of("Key " + GremlinStandIn.KEY));
        assertThat(request.headers().get("X-gremlin-agent")).containsExactly("gremlin-client/1");
        assertThat(request.query()).isEmpty();
    }

    @Test
    void hostsAreChosenByTagsOrIds() throws Exception {
        gremlin.host("h1", Map.of("zone", "a"));
        gremlin.host("h2", Map.of("zone", "b"));
        Cpu cpu = new Cpu(Duration.ofSeconds(5), null, 50);
        client.create(new NewAttack(new Target.HostTags(Map.of("zone", List.of("b")), new Sampling.Percent(100)), cpu));
        client.create(new NewAttack(new Target.HostIds(List.of("h1")), cpu));
        clock.advance(STEP.multipliedBy(3));
        gremlin.advance();
        assertThat(happened).containsExactly("begin h2", "begin h1");
        assertThat(gremlin.requests().get(1).body())
                .startsWith("{\"target\":{\"type\":\"Exact\",\"hosts\":{\"ids\":[\"h1\"]}}");
    }

    @Test
    void theAgentsThatRunAreToldWithTheirTags() throws Exception {
        gremlin.host("h1", Map.of("zone", "a", "role", "chaos"));
        gremlin.host("h2", Map.of());
        assertThat(client.activeAgents())
                .containsExactly(new Agent("h1", Map.of("zone", "a", "role", "chaos")), new Agent("h2", Map.of()));
        assertThat(gremlin.lines()).containsExactly("GET /clients/active");
    }

    @Test
    void whatIsNoAgentThatRunsIsLeftOut() throws Exception {
        gremlin.disturbNext(Disturbance.answer(
                200, "[{\"identifier\":\"h1\"},{\"identifier\":\"h2\",\"state\":\"IDLE\"},{\"state\":\"ACTIVE\"}]"));
        assertThat(client.activeAgents()).containsExactly(new Agent("h1", Map.of()));
    }

    @Test
    void anAttackCanBeFoundAgainByItsAnnotations() throws Exception {
        AttackId id = client.create(onRenderer());
        assertThat(client.activeAttacks()).singleElement().satisfies(attack -> {
            assertThat(attack.id()).isEqualTo(id);
            assertThat(attack.annotations()).containsEntry("run", "r1");
            assertThat(attack.createdAt()).isEqualTo(clock.instant());
        });
    }

    @Test
    void anAttackOnKubernetesIsResolvedThenLaunched() throws Exception {
        KubernetesAttackId id = client.create(onPod());
        assertThat(client.kubernetesAttack(id).stage()).isEqualTo(KubernetesAttack.RESOLVING);
        assertThat(client.kubernetesAttack(id).attack()).isNull();
        clock.advance(STEP);
        KubernetesAttack launched = client.kubernetesAttack(id);
        assertThat(launched.stage()).isEqualTo(KubernetesAttack.LAUNCHED);
        assertThat(launched.objects()).extracting(KubernetesObject::uid).containsExactly("pod-uid-1");
        assertThat(launched.commandLine()).startsWith("latency", "-l", "60");
        assertThat(client.kubernetesAttacks()).containsExactly(launched);
        clock.advance(STEP.multipliedBy(3));
        assertThat(stages(launched.attack())).containsExactly("Running");
        client.halt(id, REASON);
        clock.advance(STEP.multipliedBy(2));
        assertThat(stages(launched.attack())).containsExactly("UserHalted");
        assertThat(gremlin.requests().get(0).body())
                .isEqualTo("{\"attackConfiguration\":{\"command\":{\"infraCommandType\":\"Latency\","
                        + "\"infraCommandArgs\":{\"type\":\"Latency\",\"cliArgs\":[\"latency\",\"-l\",\"60\",\"-m\","
                        + "\"2000\",\"-h\",\"^api.gremlin.com\",\"-p\",\"^53\"]}},"
                        + "\"targets\":[{\"targetingStrategy\":{\"type\":\"Kubernetes\",\"isAll\":false,"
                        + "\"names\":[{\"clusterId\":\"cluster-1\",\"kind\":\"POD\","
                        + "\"namespace\":\"holograph-test\",\"name\":\"renderer-1\"}],"
                        + "\"containerSelection\":{\"selectionType\":\"EXACT\",\"containerNames\":[\"renderer\"]}}}],"
                        + "\"sampling\":{\"type\":\"Even\",\"percent\":100}},\"includeNewTargets\":false}");
    }

    @Test
    void whatKubernetesHasIsListedWithItsLabels() throws Exception {
        assertThat(client.kubernetesTargets()).containsExactly(POD);
    }

    @Test
    void answersInCamelCaseAreReadAsWell() throws Exception {
        gremlin.camelCase();
        AttackId id = client.create(onRenderer());
        clock.advance(STEP.multipliedBy(3));
        assertThat(client.executions(id)).singleElement().satisfies(execution -> {
            assertThat(execution.lifecycle()).isEqualTo(Lifecycle.ACTIVE);
            assertThat(execution.history()).hasSize(4);
            assertThat(execution.startedAt()).isNotNull();
        });
    }

    /** Some versions of the service quote it. */
    @Test
    void anIdMayStandInQuotes() throws Exception {
        gremlin.disturbNext(Disturbance.answer(201, "\"0f3b2c1d-1111-2222-3333-444455556666\"\n"));
        assertThat(client.create(onRenderer())).isEqualTo(new AttackId("0f3b2c1d-1111-2222-3333-444455556666"));
    }

    @Test
    void aTokenAndATeamAreSentAlong() throws Exception {
        gremlin.accepts("Bearer " + GremlinStandIn.KEY);
        GremlinClient ofCompany = GremlinClient.builder(Credentials.bearerToken(GremlinStandIn.KEY))
                .baseUrl(URI.create(gremlin.url() + "/"))
                .teamId("team 1&x")
                .agent("chaos/1.0")
                .build();
        AttackId id = ofCompany.create(onRenderer());
        ofCompany.executions(id);
        assertThat(gremlin.requests()).allSatisfy(request -> {
            assertThat(request.query()).containsEntry("teamId", "team 1&x");
            assertThat(request.headers().get("X-gremlin-agent")).containsExactly("chaos/1.0");
        });
    }

    @Test
    void anExecutionOfAStageThatIsNewIsReadAndNotFinished() throws Exception {
        gremlin.disturbNext(Disturbance.answer(
                200,
                "[{\"guid\":\"e\",\"stage\":\"Dreaming\",\"stage_lifecycle\":\"Asleep\",\"new\":{\"x\":[1,null]}}]"));
        assertThat(client.executions(new AttackId("12345678"))).singleElement().satisfies(execution -> {
            assertThat(execution.stage()).isEqualTo(new Stage("Dreaming"));
            assertThat(execution.isFinished()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "halt", "new", "active", "completed", "..", "a/../../halts", "12345678/halt", "12345678?x=1"
            })
    void whatIsNoGuidIsNoId(String id) {
        assertThatThrownBy(() -> new AttackId(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KubernetesAttackId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.gremlin.com/v1",
                "ftp://api.gremlin.com",
                "https:///v1",
                "https://user:secret@api.gremlin.com/v1",
                "https://api.gremlin.com/v1?key=secret",
                "gremlin"
            })
    void aBaseUrlThatWouldGiveTheKeyAwayIsRefused(String url) {
        assertThatThrownBy(() -> GremlinClient.builder(Credentials.apiKey("k")).baseUrl(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEffectThatFailsEndsTheExecution() throws Exception {
        try (GremlinStandIn broken = new GremlinStandIn(clock, STEP, new Effect() {
            @Override
            public void begin(Attacked attacked) throws IOException {
                throw new IOException("no such rule");
            }

            @Override
            public void end(Attacked attacked) {}
        })) {
            broken.container("c1", Map.of("io.kubernetes.container.name", "renderer"));
            GremlinClient other = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                    .baseUrl(broken.url())
                    .build();
            AttackId id = other.create(onRenderer());
            clock.advance(STEP.multipliedBy(3));
            assertThat(other.executions(id)).singleElement().satisfies(execution -> {
                assertThat(execution.lifecycle()).isEqualTo(Lifecycle.ERROR);
                assertThat(execution.output()).contains("no such rule");
            });
        }
    }

    /** As a lab uses it: nobody asks, and the effect begins and ends all the same. */
    @Test
    @Timeout(30)
    void withAClockThatRunsAttacksGoOnByThemselves() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Effect effect = new Effect() {
            @Override
            public void begin(Attacked attacked) {
                assertThat(attacked.argument("-m", "")).isEqualTo("2000");
                begun.countDown();
            }

            @Override
            public void end(Attacked attacked) {
                ended.countDown();
            }
        };
        Duration quick = Duration.ofMillis(20);
        try (GremlinStandIn lab = new GremlinStandIn(Clock.systemUTC(), quick, effect).ticking(quick)) {
            lab.container("c1", Map.of("io.kubernetes.container.name", "renderer"));
            GremlinClient other = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                    .baseUrl(lab.url())
                    .build();
            AttackId id = other.create(onRenderer());
            begun.await();
            other.halt(id, REASON);
            ended.await();
        }
    }

    private List<String> stages(AttackId id) throws Exception {
        return client.executions(id).stream()
                .map(execution -> execution.stage().name())
                .toList();
    }

    private static NewAttack onRenderer() {
        return new NewAttack(
                new Target.ContainerLabels(
                        Map.of("io.kubernetes.container.name", List.of("renderer")), new Sampling.Exactly(1)),
                latency(),
                Map.of("run", "r1"));
    }

    private static NewKubernetesAttack onPod() {
        return new NewKubernetesAttack(List.of(POD), 100, List.of("renderer"), latency());
    }

    private static Latency latency() {
        return new Latency(Duration.ofSeconds(60), Duration.ofSeconds(2), Traffic.all());
    }
}
