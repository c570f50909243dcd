package dev.holograph.chaos.adapters.fault.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.scenario.fault.ProcessKill;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.gremlin.Disturbance;
import dev.holograph.gremlin.GremlinStandIn;
import dev.holograph.gremlin.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttackDriverTest {

    private static final Latency LATENCY =
            new Latency(Duration.ofSeconds(2), Duration.ZERO, Distribution.UNIFORM, Direction.RESPONSES);

    private GremlinLab lab;
    private FaultDriver<Latency> driver;

    @BeforeEach
    void start() throws IOException {
        lab = new GremlinLab().pod("renderer-1").pod("renderer-2");
        lab.pod("other-1", GremlinLab.CLUSTER, Map.of("app", "other"), List.of("renderer"), "Running");
        driver = lab.driver(Latency.class);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aPlanSaysWhatWillHappenAndAsksNobody() {
        Prepared<Latency> prepared = lab.prepare(LATENCY);
        assertThat(prepared.description())
                .isEqualTo(
                        "Gremlin attacks the pods of holograph-test/app=renderer, container renderer: what they send is"
                                + " delayed (latency -l 90 -m 2000 -h ^api.gremlin.com -p ^53)");
        assertThat(prepared.driver()).isEqualTo("gremlin");
        assertThat(prepared.undo().byHand())
                .isEqualTo("halt the latency attack on the pods of holograph-test/app=renderer, container renderer in"
                        + " Gremlin's web application (Experiments); it ends by itself 90 s after it has begun");
        assertThat(prepared.undo().data().toString()).doesNotContain(GremlinStandIn.KEY);
        assertThat(lab.gremlin.requests()).isEmpty();
    }

    @Test
    void theBackstopIsTheLengthRoundedUpAndAMinute() {
        FaultStep odd = new FaultStep(
                "it", LATENCY, "renderer", Duration.ZERO, Duration.ofMillis(30_001), null, GremlinLab.HERE);
        assertThat(driver.prepare(odd, LATENCY, GremlinLab.target("app=renderer", null))
                        .description())
                .contains("-l 91 ");
        FaultStep endless = new FaultStep("it", LATENCY, "renderer", Duration.ZERO, null, null, GremlinLab.HERE);
        assertThatThrownBy(() -> driver.prepare(endless, LATENCY, GremlinLab.target("app=renderer", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write for: 30s");
    }

    @Test
    void itIsInForceOnEveryPodOfTheTargetWhenInjectReturns() throws Exception {
        Evidence evidence = driver.inject(lab.prepare(LATENCY));

        assertThat(lab.happened).containsExactly("begin renderer-1", "begin renderer-2");
        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.CLAIMED);
        assertThat(evidence.text()).startsWith("Gremlin reports of its attack ").endsWith(": 2 × Running");
    }

    @Test
    void whatIsOnDiskIsAlwaysEnoughToFindTheAttack() throws Exception {
        driver.inject(lab.prepare(LATENCY));
        assertThat(lab.remembered).hasSize(2);
        assertThat(lab.remembered.get(0))
                .containsEntry("pods", "uid-renderer-1 uid-renderer-2")
                .containsEntry("createdAfter", "2026-01-01T00:00:00Z");
        assertThat(lab.remembered.get(1)).containsOnlyKeys("attack");
        assertThat(lab.gremlin.lines().indexOf("POST /attacks")).isEqualTo(1);
    }

    @Test
    void aLookBeforehandCountsThePods() throws Exception {
        Preflight preflight = driver.preflight(lab.prepare(LATENCY));
        assertThat(preflight.blast()).isEqualTo(new Preflight.BlastRadius(2, 2, 2, false));
        assertThat(lab.gremlin.lines()).startsWith("GET /kubernetes/targets").allMatch(line -> line.startsWith("GET "));
    }

    @Test
    void podsWhoseProcessIsKilledAreCountedAsStopped() throws Exception {
        Prepared<ProcessKill> kill = lab.prepare(new ProcessKill("java", Duration.ofSeconds(5)));
        assertThat(lab.driver(ProcessKill.class).preflight(kill).blast())
                .isEqualTo(new Preflight.BlastRadius(2, 2, 2, true));
    }

    @Test
    void beforeTheUndoGremlinIsAskedAgain() throws Exception {
        Prepared<Latency> prepared = lab.prepare(LATENCY);
        assertThat(driver.observe(prepared).kind()).isEqualTo(Evidence.Kind.NONE);
        driver.inject(prepared);
        assertThat(driver.observe(prepared))
                .isEqualTo(Evidence.claimed("before its end Gremlin still reported: 2 × Running"));
        lab.clock.advance(Duration.ofMinutes(2));
        assertThat(driver.observe(prepared))
                .isEqualTo(Evidence.none("the attack was over before its end: 2 × Successful"));
        lab.gremlin.close();
        assertThat(driver.observe(prepared).text()).startsWith("Gremlin could not be queried");
    }

    @Test
    void anAttackThatNeverRunsIsAProblemThatNamesItsStage() {
        lab.gremlin.course(course -> course.stuckAt(Stage.DISTRIBUTED));
        assertThatThrownBy(() -> driver.inject(lab.prepare(LATENCY)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("did not get to Running within 120 s: it is in 2 × Distributed")
                .hasMessageContaining("agents there are healthy");
    }

    @Test
    void anAttackThatFailsIsNotWaitedFor() {
        lab.gremlin.course(course -> course.after(Stage.INITIALIZING, new Stage("InitializationFailed")));
        assertThatThrownBy(() -> driver.inject(lab.prepare(LATENCY)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("never got to Running: it ended in 2 × InitializationFailed");
        assertThat(lab.clock.slept()).hasSizeLessThan(20);
    }

    /** As where it ends by itself before it was seen: nothing says that it was ever in force long enough. */
    @Test
    void anAttackThatIsOverAtOnceIsNone() {
        lab.gremlin.course(course -> course.after(Stage.PENDING, Stage.SUCCESSFUL));
        assertThatThrownBy(() -> driver.inject(lab.prepare(LATENCY))).hasMessageContaining("ended in 2 × Successful");
    }

    @Test
    void whatTheServiceAnswersIsToldWithTheKeyLeftOut() {
        lab.gremlin.disturb(
                1,
                request -> request.method().equals("POST"),
                Disturbance.answer(403, "User requires privilege: EXPERIMENTS_WRITE " + GremlinStandIn.KEY));
        assertThatThrownBy(() -> driver.inject(lab.prepare(LATENCY)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("could not be created: Gremlin answered 403")
                .hasMessageContaining("EXPERIMENTS_WRITE")
                .hasMessageNotContaining(GremlinStandIn.KEY);
        assertThat(lab.remembered).hasSize(1);
    }

    @Test
    void aServiceThatStumblesIsAskedAgainButNeverToCreate() throws Exception {
        lab.gremlin.disturb(2, request -> request.method().equals("GET"), Disturbance.status(500));
        driver.inject(lab.prepare(LATENCY));
        assertThat(lab.gremlin.lines().stream().filter(line -> line.startsWith("POST")))
                .hasSize(1);
    }

    /** A signal comes while it is waited for: the undo follows, and knows the attack. */
    @Test
    void whoIsInterruptedStopsWaiting() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> driver.inject(lab.prepare(LATENCY))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(lab.happened).isEmpty();
    }

    @Test
    void withoutAKeyOneMessageSaysWhatToSet() {
        lab.secrets.clear();
        assertThatThrownBy(() -> driver.preflight(lab.prepare(LATENCY)))
                .isInstanceOf(DriverException.class)
                .hasMessage("there is no key for Gremlin: set the environment variable GREMLIN_API_KEY (a team's or"
                        + " company's API key) or GREMLIN_BEARER_TOKEN, or write <server><id>gremlin</id><password>the"
                        + " key</password></server> in Maven's settings.xml");
    }

    @Test
    void withoutATeamOneMessageSaysHowToGiveIt() {
        lab.settings.remove(Gremlin.TEAM);
        assertThatThrownBy(() -> driver.preflight(lab.prepare(LATENCY)))
                .isInstanceOf(DriverException.class)
                .hasMessage("Gremlin needs the team: give its id by -Dchaos.gremlin.team=ID (Gremlin shows it in"
                        + " the team's settings)");
        assertThat(lab.gremlin.requests()).isEmpty();
    }

    @Test
    void aTokenIsSentAsOneAndTheTeamWithIt() throws Exception {
        lab.secrets.clear();
        lab.secrets.put(Gremlin.TOKEN, "token-1");
        lab.settings.put(Gremlin.TEAM, "team-1");
        lab.gremlin.accepts("Bearer token-1");
        driver.preflight(lab.prepare(LATENCY));
        assertThat(lab.gremlin.requests().get(0).query()).containsEntry("teamId", "team-1");
    }

    @Test
    void aSettingThatIsWrongIsNamedAndNotRepeated() {
        lab.settings.put(Gremlin.URL, "http://me:secret@example.com");
        assertThatThrownBy(() -> driver.preflight(lab.prepare(LATENCY)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("-Dchaos.gremlin.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void onlyPodsCanBeAttacked() {
        TargetSpec local = new TargetSpec("redis", "redis", true, null, GremlinLab.HERE);
        assertThatThrownBy(() -> driver.prepare(GremlinLab.step(LATENCY), LATENCY, local))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target 'redis' is none; give it kubernetes:");
    }

    /** Two runs on one target would each measure the other's attack. */
    @Test
    void attacksOfSomebodyElseAreRefusedBeforeAndNoticedAtTheEnd() throws Exception {
        Latency fault = LATENCY;
        var prepared = lab.prepare(fault);
        FaultDriver<Latency> ours = lab.driver(Latency.class);
        assertThat(ours.preflight(prepared).problems()).isEmpty();
        ours.inject(prepared);
        assertThat(ours.observe(prepared).kind()).isEqualTo(Evidence.Kind.CLAIMED);
        assertThat(ours.preflight(prepared).problems()).as("its own").isEmpty();

        lab.attackOfSomebodyElse("renderer-1");

        assertThat(ours.observe(prepared).kind()).isEqualTo(Evidence.Kind.DISTURBED);
        assertThat(ours.observe(prepared).text()).contains("attacks of somebody else are under way", "(cpu");
        assertThat(ours.preflight(prepared).problems())
                .singleElement()
                .asString()
                .contains("attacks of somebody else are under way on the pods of")
                .endsWith("wait until they are over, or halt them in Gremlin's web application");
        lab.clock.advance(Duration.ofMinutes(10));
        lab.gremlin.advance();
        assertThat(ours.preflight(prepared).problems()).as("over").isEmpty();
    }
}
