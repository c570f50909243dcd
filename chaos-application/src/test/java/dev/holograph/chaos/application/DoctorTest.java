package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.MaintenanceWindow;
import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.plan.MessageSpec.Setting;
import dev.holograph.chaos.plan.MessageSpec.Value;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Check.State;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private static final Location HERE = new Location("staging.yaml", 1, 1);
    private static final MaintenanceWindow FRIDAYS =
            new MaintenanceWindow(Set.of(DayOfWeek.FRIDAY), LocalTime.of(2, 0), LocalTime.of(5, 0), ZoneId.of("UTC"));

    private static Environment environment(MaintenanceWindow window, Map<String, DriverChoice> drivers) {
        Guard guard = new Guard(null, List.of(), window, 1, 100, false, false, Set.of(), HERE);
        TargetSpec target = new TargetSpec("shop", null, false, "redis://127.0.0.1:1", HERE);
        return new Environment(
                "staging",
                "staging.yaml",
                "Staging",
                List.of(),
                Map.of("shop", target),
                drivers,
                DriverChoice.AUTO,
                guard);
    }

    private static ProviderRegistry tools(Map<String, String> settings) {
        return new ProviderRegistry(settings, (variable, server) -> Optional.empty());
    }

    @Test
    void theWindowIsToldWithTheMomentAtWhichItOpens() {
        Environment environment = environment(FRIDAYS, Map.of());
        assertThat(Doctor.window(environment, Instant.parse("2026-11-27T03:00:00Z")))
                .contains(Check.ok("window", "open now, until 2026-11-27T05:00Z[UTC]: Fri 02:00 to 05:00 UTC"));
        assertThat(Doctor.window(environment, Instant.parse("2026-11-25T10:00:00.5Z")))
                .contains(Check.warn(
                        "window",
                        "closed: Fri 02:00 to 05:00 UTC",
                        "nothing is injected before 2026-11-27T02:00Z[UTC]"));
        assertThat(Doctor.window(environment(null, Map.of()), Instant.EPOCH)).isEmpty();
    }

    @Test
    void failsForWhatKeepsARunFromGoingAhead() {
        List<Check> checks = List.of(Check.ok("a", ""), Check.warn("b", "", ""), Check.fail("c", "", null));
        assertThatThrownBy(() -> Doctor.failIfIll(checks))
                .isInstanceOf(ChaosException.class)
                .hasMessage("1 of 3 checks failed: c; see the table above");
        assertThatCode(() -> Doctor.failIfIll(checks.subList(0, 2))).doesNotThrowAnyException();
    }

    @Test
    void onlyDriversThatTheEnvironmentNamesAreAsked() throws Exception {
        RunContext context = new RunContext(Clock.systemUTC(), 1);
        Map<String, DriverChoice> redis = Map.of("redis-flush", new DriverChoice("redis", HERE));

        assertThat(tools(Map.of()).checks(environment(null, redis), context))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.name()).isEqualTo("target shop");
                    assertThat(check.state()).isEqualTo(State.FAIL);
                });
        assertThat(tools(Map.of()).checks(environment(null, Map.of()), context)).isEmpty();
    }

    @Test
    void eachMessageIsLookedAtAndNoneIsSent() throws Exception {
        Map<String, Setting> slack = Map.of(
                "type", new Setting(HERE, List.of(new Value("slack", HERE))),
                "variable", new Setting(HERE, List.of(new Value("SLACK_URL", HERE))));
        Environment environment = environment(null, Map.of())
                .withMessages(List.of(
                        new MessageSpec("team", slack, HERE),
                        new MessageSpec(
                                "lead",
                                Map.of(
                                        "type", new Setting(HERE, List.of(new Value("slack", HERE))),
                                        "server", new Setting(HERE, List.of(new Value("slack", HERE))),
                                        "on", new Setting(HERE, List.of())),
                                HERE)));
        ProviderRegistry tools = new ProviderRegistry(
                Map.of(),
                (variable, server) -> variable.equals("SLACK_URL")
                        ? Optional.of("https://hooks.example.org/services/aSecret")
                        : Optional.empty());

        assertThat(MessageChecks.of(tools.messages(environment).get(), tools.messageContext()))
                .containsExactly(
                        Check.ok(
                                "message team",
                                "slack, on breach, notProven, fixed: webhook on hooks.example.org, its URL from variable"
                                        + " SLACK_URL"),
                        Check.warn(
                                "message lead",
                                "slack, never: settings.xml has no <server> 'slack' with a password",
                                "until that is done, this message is skipped"));
    }

    @Test
    void withoutK6TheBuiltInEngineDrivesTheLoadUnlessK6WasAskedFor() throws Exception {
        RunContext context = new RunContext(Clock.systemUTC(), 1);
        ProviderRegistry tools = tools(Map.of("chaos.k6", "no/such/k6"));

        assertThat(tools.engineCheck("k6", context).state()).isEqualTo(State.FAIL);
        assertThat(tools.engineCheck("auto", context).state()).isEqualTo(State.FAIL);
        assertThat(tools.engineCheck("embedded", context).state()).isEqualTo(State.OK);
    }
}
