package dev.holograph.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.gremlin.command.Command;
import dev.holograph.gremlin.command.CommandTest;
import dev.holograph.gremlin.command.Cpu;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call, and the stand-in's answers, held strictly against Gremlin's public OpenAPI documents by a real Prism. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final HaltReason REASON = new HaltReason("the test is over", "test");
    private static final Command CPU = new Cpu(Duration.ofSeconds(60), null, 50);
    private static final KubernetesObject POD = new KubernetesObject(
            "cluster-1", "uid-1", "holograph-test", "renderer-1", "POD", Map.of(), List.of("renderer"), "Running");

    private final ManualClock clock = new ManualClock();
    private GremlinStandIn gremlin;
    private Prism prism;
    private GremlinClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gremlin = new GremlinStandIn(clock, STEP, Effect.NONE);
        gremlin.camelCase(); // as the document has it
        gremlin.host("h1", Map.of("zone", "a"));
        gremlin.object(POD);
        prism = new Prism(
                Path.of("src/test/resources/gremlin-openapi.yaml").toAbsolutePath(),
                gremlin.url(),
                folder.resolve("prism.log"));
        client = client("7a1c5c26-1f0e-4b7e-9b3c-1d6f7a1c5c26");
    }

    private GremlinClient client(String team) {
        GremlinClientBuilder builder = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                .baseUrl(prism.url())
                .time(clock, clock);
        return team == null ? builder.build() : builder.teamId(team).build();
    }

    @AfterAll
    void stop() throws Exception {
        if (prism != null) {
            prism.close();
        }
        gremlin.close();
    }

    @Test
    void attacksOnHosts() throws Exception {
        AttackId id = client.create(new NewAttack(new Target.HostIds(List.of("h1")), CPU, Map.of("run", "r1")));
        clock.advance(STEP.multipliedBy(3));

        assertThat(client.attack(id).annotations()).containsEntry("run", "r1");
        assertThat(client.activeAttacks()).extracting(Attack::id).contains(id);
        assertThat(client.executions(id)).extracting(Execution::target).containsExactly("h1");
        client.halt(id, REASON);
    }

    @Test
    void attacksOnKubernetes() throws Exception {
        KubernetesAttackId id = client.create(new NewKubernetesAttack(List.of(POD), 100, List.of("renderer"), CPU));
        clock.advance(STEP.multipliedBy(2));

        assertThat(client.kubernetesAttack(id).objects())
                .extracting(KubernetesObject::name)
                .containsExactly("renderer-1");
        assertThat(client.kubernetesAttacks()).extracting(KubernetesAttack::id).contains(id);
        client.halt(id, REASON);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommand(Command command) throws Exception {
        assertThat(client.create(new NewAttack(new Target.HostIds(List.of("h1")), command)))
                .isNotNull();
        if (!command.type().equals("time_travel")) {
            assertThat(client.create(new NewKubernetesAttack(List.of(POD), 100, List.of(), command)))
                    .isNotNull();
        }
    }

    static List<Command> commands() {
        return CommandTest.commands()
                .map(arguments -> (Command) arguments.get()[0])
                .toList();
    }

    @Test
    void whatCanBeAttacked() throws Exception {
        assertThat(client.kubernetesTargets())
                .extracting(KubernetesObject::name)
                .containsExactly("renderer-1");
        assertThat(client.activeAgents()).extracting(Agent::id).containsExactly("h1");
    }

    /** Prism is strict, so that the tests above show something. */
    @Test
    void callsWithoutATeamAreNone() {
        assertThatThrownBy(() -> client(null).activeAgents())
                .isInstanceOf(GremlinException.class)
                .hasMessageContaining("answered 422")
                .hasMessageContaining("\"location\":[\"query\"]");
    }
}
