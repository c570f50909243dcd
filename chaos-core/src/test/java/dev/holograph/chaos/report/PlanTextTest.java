package dev.holograph.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.SetupRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private static final TargetSpec RENDERER = new TargetSpec("renderer", "renderer", true, null, Scenarios.HERE);

    private static List<String> text(Scenario scenario) {
        ServiceSpec service = new ServiceSpec(
                "renderer",
                new ServiceSpec.Kind.Artifact("dev.example:renderer:1"),
                Map.of("TOKEN", "s3cret"),
                null,
                null,
                Duration.ofSeconds(30),
                Restart.ALWAYS,
                Scenarios.HERE);
        Environment environment = new Environment(
                "local",
                "environments/local.yaml",
                "Here",
                List.of(service),
                Map.of("renderer", RENDERER),
                Map.of(),
                DriverChoice.AUTO,
                null);
        List<Prepared<?>> faults = new ArrayList<>();
        scenario.faults().forEach(step -> faults.add(prepared(step)));
        return PlanText.of(new Plan("run-1", 42, scenario, environment, faults));
    }

    private static Prepared<?> prepared(FaultStep step) {
        UndoRecipe undo =
                step.fault().type().lasting() ? new UndoRecipe("proxy", step.name(), Map.of(), "end the build") : null;
        return new Prepared<>(step, step.fault(), RENDERER, "proxy", "breaks renderer", undo);
    }

    @Test
    void saysWhatWouldHappenWhenToWhatAndHowItIsUndone() {
        Scenario scenario = Scenarios.scenario()
                .latency("slow", 5, 10)
                .kill("kill", 20, 4)
                .slo("error_rate < 1%", "lost_writes = 0")
                .ledger()
                .build();

        assertThat(text(scenario))
                .containsExactly(
                        "Scenario test: A scenario for tests",
                        "  in environment local: Here",
                        "  run run-1, seed 42",
                        "Starts renderer: dev.example:renderer:1, restarted always, ready within 30s",
                        "Load   load: GET / of renderer (local service renderer, through the proxy), 100/s, due on"
                                + " schedule, time-out 10s, driver auto",
                        "    +0ms  warmup for 5s",
                        "     +5s  baseline for 20s",
                        "    +25s  fault for 30s",
                        "    +55s  recovery for 40s",
                        "  +1m35s  end",
                        "Fault  slow at +30s, by proxy: breaks renderer",
                        "       lasts 10s; by hand it is undone so: end the build",
                        "Fault  kill at +45s, again every 4s, by proxy: breaks renderer",
                        "       happens at one instant; there is nothing to undo",
                        "steadyState  error_rate < 1%",
                        "slo          error_rate < 1%",
                        "slo          lost_writes = 0",
                        "Ledger: every acknowledged write is looked for by GET /frames/{id} of renderer (local service"
                                + " renderer, through the proxy)");
    }

    @Test
    void saysAfterWhichOfSeveralFaultsRecoveryIsLookedForAndForHowLong() {
        Scenarios scenario = Scenarios.scenario()
                .phases(5, 20, 60, 40)
                .latency("slow", 0, 10)
                .kill("kill", 45, 5);
        assertThat(text(scenario.slo("error_rate < 1%").build())).noneMatch(line -> line.startsWith("Recovery"));
        assertThat(text(scenario.slo("recovery_time < 20s").build()))
                .containsSequence(
                        "Recovery from slow is looked for from +35s to +1m10s, when the next fault comes",
                        "Recovery from kill is looked for from +1m20s to +2m5s, the end");
    }

    @Test
    void namesTheRequestOfASetupAndWhatItFillsButNoSecret() {
        SetupRequest login = new SetupRequest(
                "POST",
                "/login?key=s3cret",
                Map.of("X-Key", "s3cret"),
                "shop:s3cret",
                "{\"password\":\"s3cret\"}",
                ExpectedAnswer.status("2xx"),
                Map.of("token", "/access_token", "cart", "/cart/id"));

        List<String> text = text(Scenarios.scenario().load("buyers", login).build());

        assertThat(text)
                .contains("Setup  of buyers, once before the warm-up: POST /login of renderer (local service renderer,"
                        + " through the proxy) fills {setup.cart}, {setup.token}")
                .noneMatch(line -> line.contains("s3cret") || line.contains("Setup  of load"));
    }

    @Test
    void withoutALedgerItSaysThatDataLossIsNotChecked() {
        assertThat(text(Scenarios.scenario().latency("slow", 0, null).build()))
                .contains(
                        "Ledger: none, data loss is not checked",
                        "       lasts 30s; by hand it is undone so: end the build");
    }

    @Test
    void variablesOfServicesMayBeSecretsAndAreLeftOut() {
        assertThat(String.join("\n", text(Scenarios.scenario().build()))).doesNotContain("s3cret", "TOKEN");
    }
}
