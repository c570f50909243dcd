package dev.holograph.chaos.adapters.fault.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.gremlin.Credentials;
import dev.holograph.gremlin.Disturbance;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinStandIn;
import dev.holograph.gremlin.NewKubernetesAttack;
import dev.holograph.gremlin.Stage;
import dev.holograph.gremlin.command.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The undo: at the end of a phase, and in another process that has nothing but what is on disk. */
class AttackHalterTest {

    private static final Latency LATENCY =
            new Latency(Duration.ofSeconds(2), Duration.ZERO, Distribution.UNIFORM, Direction.RESPONSES);
    private static final Duration LONG = Duration.ofSeconds(30);

    private GremlinLab lab;
    private Prepared<Latency> prepared;

    @BeforeEach
    void start() throws IOException {
        lab = new GremlinLab().pod("renderer-1").pod("renderer-2");
        prepared = lab.prepare(LATENCY);
    }

    @AfterEach
    void stop() {
        assertThat(lab.gremlin.haltsOfEverything()).isEmpty();
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Complete", "Error"})
    void itIsHaltedByItsIdAndWaitedForToTheEnd(String lifecycle) throws Exception {
        lab.gremlin.lifecycleAfterHalt(lifecycle);
        inject();
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("UserHalted", "UserHalted");
        assertThat(lab.happened).endsWith("end renderer-1", "end renderer-2");
        assertThat(halts()).allMatch(line -> line.matches("POST /(kubernetes/)?attacks/[0-9a-f-]{36}/halt"));
        assertThat(lab.gremlin.requests().stream()
                        .filter(request -> request.path().endsWith("/halt"))
                        .map(GremlinStandIn.Recorded::body))
                .allMatch(body -> body.contains("\"reference\":\"run-1\""));
    }

    @Test
    void halfwayThroughItsBeginningItIsHaltedAsWell() throws Exception {
        lab.gremlin.course(course -> course.stuckAt(Stage.DISTRIBUTED));
        assertThatThrownBy(this::inject).isInstanceOf(DriverException.class);
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("UserHalted", "UserHalted");
        assertThat(lab.happened).isEmpty();
    }

    @Test
    void twiceIsAsGoodAsOnce() throws Exception {
        inject();
        undo();
        undo();
        assertThat(lab.happened).hasSize(4);
    }

    @Test
    void whatIsFinishedByItselfIsOver() throws Exception {
        inject();
        lab.clock.advance(Duration.ofMinutes(5));
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("Successful", "Successful");
    }

    @Test
    void aRefusalToHaltMattersOnlyWhileItRuns() throws Exception {
        inject();
        lab.gremlin.disturb(1, request -> request.path().endsWith("/halt"), Disturbance.status(400));
        assertThatThrownBy(this::undo).isInstanceOf(DriverException.class).hasMessageContaining("400");
        lab.clock.advance(Duration.ofMinutes(5));
        lab.gremlin.disturb(1, request -> request.path().endsWith("/halt"), Disturbance.status(400));
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("Successful", "Successful");
    }

    @Test
    void whatWasNeverBegunNeedsNobody() throws Exception {
        driver().undo(prepared.undo(), lab.within(LONG));
        assertThat(lab.gremlin.requests()).isEmpty();
    }

    /** The answer is lost, the attack is not: it is found by what was on disk before it was asked for. */
    @Test
    void anAttackWhoseIdNobodyKnowsIsFoundAndHalted() throws Exception {
        lab.gremlin.disturb(1, request -> request.line().equals("POST /attacks"), Disturbance.answerLost());
        assertThatThrownBy(this::inject).hasMessageContaining("no answer of Gremlin");
        assertThat(lab.remembered).hasSize(1);
        lab.clock.advance(Duration.ofSeconds(20));
        lab.gremlin.advance();
        assertThat(lab.happened).hasSize(2);
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("UserHalted", "UserHalted");
    }

    /** Neither one with the same command on other pods, nor with another command on the same. */
    @Test
    void andNoOtherAttackIs() throws Exception {
        GremlinClient colleague = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                .baseUrl(lab.gremlin.url())
                .build();
        var pods = colleague.kubernetesTargets();
        var same =
                new dev.holograph.gremlin.command.Latency(Duration.ofSeconds(90), Duration.ofSeconds(2), Traffic.all());
        var longer = new dev.holograph.gremlin.command.Latency(
                Duration.ofSeconds(600), Duration.ofSeconds(2), Traffic.all());
        colleague.create(new NewKubernetesAttack(pods, 100, List.of(), longer));
        colleague.create(new NewKubernetesAttack(pods.subList(0, 1), 100, List.of(), same));
        lab.gremlin.disturb(1, request -> request.method().equals("POST"), Disturbance.vanish());
        assertThatThrownBy(this::inject).hasMessageContaining("no answer of Gremlin");
        undo();
        assertThat(halts()).isEmpty();
        assertThat(lab.clock.slept()).hasSizeGreaterThan(4);
    }

    @Test
    void anOlderAttackOfTheSameKindIsLeftAlone() throws Exception {
        inject();
        lab.remembered.clear();
        int halts = halts().size();
        lab.clock.advance(Duration.ofMinutes(3));
        lab.remembered.add(Map.of(
                "pods",
                "uid-renderer-1 uid-renderer-2",
                "createdAfter",
                lab.clock.instant().toString()));
        undo();
        assertThat(halts()).hasSize(halts);
    }

    @Test
    void aServiceThatStumblesIsAskedUntilItDoes() throws Exception {
        inject();
        lab.gremlin.disturb(5, request -> request.path().endsWith("/halt"), Disturbance.status(500));
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("UserHalted", "UserHalted");
    }

    @Test
    void aServiceThatGoesOnStumblingIsToldInTime() throws Exception {
        inject();
        lab.gremlin.disturb(999, request -> request.path().endsWith("/halt"), Disturbance.status(500));
        assertThatThrownBy(this::undo)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("Gremlin did not confirm in time that its attack")
                .hasMessageContaining("Gremlin answered 500");
        assertThat(prepared.undo().byHand()).contains("ends by itself 90 s after");
    }

    @Test
    void aServiceThatIsGoneIsToldInTime() throws Exception {
        inject();
        lab.gremlin.close();
        assertThatThrownBy(this::undo).isInstanceOf(DriverException.class).hasMessageContaining("no answer of Gremlin");
    }

    @Test
    void aKeyThatIsNoLongerValidIsToldAtOnce() throws Exception {
        inject();
        int waited = lab.clock.slept().size();
        lab.gremlin.accepts("Key another");
        assertThatThrownBy(this::undo)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("Gremlin does not halt its attack")
                .hasMessageContaining("401");
        assertThat(lab.clock.slept()).hasSize(waited);
    }

    /** With another team or service the id is unknown: that is no proof of its end. */
    @Test
    void anAttackThatTheServiceDoesNotKnowIsNotTakenForOver() throws Exception {
        inject();
        lab.remembered.add(Map.of("attack", "00000000-1111-2222-3333-444444444444"));
        assertThatThrownBy(this::undo)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("team");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HaltFailed", "TeardownFailed", "LostCommunication"})
    void anEndThatMayHaveLeftTheFaultBehindIsNone(String stage) throws Exception {
        lab.gremlin.course(course -> course.after(Stage.RUNNING, new Stage(stage)));
        inject();
        lab.clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(this::undo)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("not certain that its fault is: 2 × " + stage)
                .hasMessageContaining("gremlin rollback");
    }

    @Test
    void withoutAKeyTheUndoSaysSo() throws Exception {
        inject();
        lab.secrets.clear();
        assertThatThrownBy(this::undo).hasMessageContaining("GREMLIN_API_KEY");
    }

    private void inject() throws Exception {
        driver().inject(prepared);
    }

    /** By another driver than the one that injected. */
    private void undo() throws DriverException {
        driver().undo(lab.onDisk(prepared), lab.within(LONG));
    }

    private FaultDriver<Latency> driver() {
        return lab.driver(Latency.class);
    }

    private List<String> halts() {
        return lab.gremlin.lines().stream()
                .filter(line -> line.contains("halt"))
                .toList();
    }
}
