package dev.holograph.chaos.adapters.fault.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.HostsTarget;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.fault.TimeTravel;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.gremlin.Credentials;
import dev.holograph.gremlin.Disturbance;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinStandIn;
import dev.holograph.gremlin.NewAttack;
import dev.holograph.gremlin.Stage;
import dev.holograph.gremlin.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clocks are those of whole hosts: which, is certain before anything is asked for. */
class HostAttackTest {

    private static final TimeTravel AN_HOUR_BACK = new TimeTravel(Duration.ofHours(-1), true);
    private static final TargetSpec CLOCKS = new TargetSpec(
            "clocks", null, false, null, new HostsTarget(Map.of("role", "chaos", "zone", "b")), GremlinLab.HERE);

    private GremlinLab lab;
    private FaultDriver<TimeTravel> driver;
    private Prepared<TimeTravel> prepared;

    @BeforeEach
    void start() throws IOException {
        lab = new GremlinLab().pod("renderer-1");
        lab.gremlin.host("h2", Map.of("role", "chaos", "zone", "b", "os", "linux"));
        lab.gremlin.host("h1", Map.of("role", "chaos", "zone", "b"));
        lab.gremlin.host("elsewhere", Map.of("role", "chaos", "zone", "a"));
        lab.gremlin.host("untagged", Map.of());
        driver = lab.driver(TimeTravel.class);
        prepared = driver.prepare(GremlinLab.step(AN_HOUR_BACK), AN_HOUR_BACK, CLOCKS);
    }

    @AfterEach
    void stop() {
        assertThat(lab.gremlin.haltsOfEverything()).isEmpty();
        lab.close();
    }

    @Test
    void aPlanSaysWhatWillHappenAndAsksNobody() {
        assertThat(prepared.description())
                .isEqualTo("Gremlin attacks the hosts with role=chaos,zone=b: their clocks are set wrong"
                        + " (time_travel -l 90 -o -3600 -n)");
        assertThat(prepared.undo().byHand())
                .isEqualTo(
                        "halt the time-travel attack on the hosts with role=chaos,zone=b in Gremlin's web application"
                                + " (Experiments); it ends by itself 90 s after it has begun");
        assertThat(lab.gremlin.requests()).isEmpty();
    }

    @Test
    void aLookBeforehandNamesTheHosts() throws Exception {
        assertThat(driver.preflight(prepared)).isEqualTo(Preflight.ofHosts(List.of("h1", "h2")));
        assertThat(lab.gremlin.lines()).startsWith("GET /clients/active").allMatch(line -> line.startsWith("GET "));
    }

    @Test
    void hostsThatNobodyKnowsAreAProblem() {
        TargetSpec nobody =
                new TargetSpec("nobody", null, false, null, new HostsTarget(Map.of("role", "other")), GremlinLab.HERE);
        var lost = driver.prepare(GremlinLab.step(AN_HOUR_BACK), AN_HOUR_BACK, nobody);
        assertThatThrownBy(() -> driver.preflight(lost))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("Gremlin knows no active agent with the tags role=other");
    }

    @Test
    void theyAreAttackedByTheirIdsAndNobodyElseIs() throws Exception {
        driver.preflight(prepared);
        Evidence evidence = driver.inject(prepared);

        assertThat(lab.happened).containsExactlyInAnyOrder("begin h1", "begin h2");
        assertThat(body()).contains("\"hosts\":{\"ids\":[\"h1\",\"h2\"]}").doesNotContain("multiSelectTags");
        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.CLAIMED);
        assertThat(evidence.text()).endsWith(": 2 × Running");
        assertThat(driver.observe(prepared).kind()).isEqualTo(Evidence.Kind.CLAIMED);
    }

    /** The guard has been told of two; a third that comes between its answer and the attack is not hit. */
    @Test
    void whoJoinsThemAfterTheGuardWasAskedIsLeftAlone() throws Exception {
        driver.preflight(prepared);
        lab.gremlin.host("h3", Map.of("role", "chaos", "zone", "b"));
        driver.inject(prepared);
        assertThat(lab.happened).containsExactlyInAnyOrder("begin h1", "begin h2");
    }

    @Test
    void withoutHavingBeenCountedNobodyIsAttacked() {
        assertThatThrownBy(() -> driver.inject(prepared))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("was there when they were counted");
        assertThat(lab.gremlin.lines()).noneMatch(line -> line.startsWith("POST"));
        assertThat(lab.remembered).isEmpty();
    }

    @Test
    void whatIsOnDiskIsAlwaysEnoughToFindTheAttack() throws Exception {
        driver.preflight(prepared);
        driver.inject(prepared);
        assertThat(lab.remembered).hasSize(2);
        assertThat(lab.remembered.get(0))
                .containsEntry("hosts", "h1 h2")
                .containsEntry("createdAfter", "2026-01-01T00:00:00Z");
        assertThat(lab.remembered.get(1)).containsOnlyKeys("attack");
        assertThat(body()).contains("\"annotations\":{\"chaos-fault\":\"it\",\"chaos-run\":\"run-1\"}");
    }

    @Test
    void itIsHaltedByItsIdAndWaitedForToTheEnd() throws Exception {
        driver.preflight(prepared);
        driver.inject(prepared);
        undo();
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("UserHalted", "UserHalted");
        assertThat(lab.happened).contains("end h1", "end h2").hasSize(4);
        assertThat(lab.gremlin.lines().stream().filter(line -> line.endsWith("/halt")))
                .isNotEmpty()
                .allMatch(line -> line.matches("POST /attacks/[0-9a-f-]{36}/halt"));
    }

    /** The answer is lost, the attack is not; a colleague's of the very same kind is left alone. */
    @Test
    void anAttackWhoseIdNobodyKnowsIsFoundByItsAnnotations() throws Exception {
        GremlinClient colleague = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                .baseUrl(lab.gremlin.url())
                .build();
        colleague.create(new NewAttack(
                new Target.HostIds(List.of("h1", "h2")),
                Commands.timeTravel(AN_HOUR_BACK, Duration.ofSeconds(90)),
                AttackRecord.marks("run-2", "it")));
        driver.preflight(prepared);
        lab.gremlin.disturb(1, request -> request.line().equals("POST /attacks/new"), Disturbance.answerLost());
        assertThatThrownBy(() -> driver.inject(prepared)).hasMessageContaining("no answer of Gremlin");
        assertThat(lab.remembered).hasSize(1);
        lab.clock.advance(Duration.ofSeconds(20));
        undo();
        assertThat(lab.gremlin.stages()).containsExactly("Running", "Running", "UserHalted", "UserHalted");
    }

    @Test
    void aHaltBeforeAnyHostHasHeardOfItIsEnough() throws Exception {
        lab.gremlin.course(course -> course.stuckAt(Stage.PENDING));
        driver.preflight(prepared);
        assertThatThrownBy(() -> driver.inject(prepared)).hasMessageContaining("did not get to Running");
        undo();
        assertThat(lab.happened).isEmpty();
        assertThat(lab.gremlin.stages()).containsExactly("UserHalted", "UserHalted");
    }

    @Test
    void podsHaveNoClocksOfTheirOwn() {
        assertThatThrownBy(() -> lab.prepare(AN_HOUR_BACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("driver 'gremlin' does time-travel to whole hosts alone, and target 'renderer' is none: a"
                        + " container has no clock of its own; make a target of the hosts, with gremlin: { hosts: {"
                        + " TAG: VALUE } }, and name them in the guard by gremlinHosts: (x.yaml:1:1)");
    }

    private String body() {
        return lab.gremlin.requests().stream()
                .filter(request -> request.line().equals("POST /attacks/new"))
                .findFirst()
                .orElseThrow()
                .body();
    }

    private void undo() throws DriverException {
        lab.driver(TimeTravel.class).undo(lab.onDisk(prepared), lab.within(Duration.ofSeconds(30)));
    }
}
