package dev.holograph.chaos.adapters.fault.toxiproxy;

import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.RUN;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.latency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.FaultDriver;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the journal is gone, what a run has left is known by its name alone. */
class ToxicSweepTest extends ToxicTest {

    private static final String LIVING = "latency-20261125-100100-efgh";

    private final List<String> told = new ArrayList<>();

    @Test
    void whatTheDeadHaveLeftIsTakenBackByItsName() throws Exception {
        inject(RUN, Direction.BOTH);
        inject(LIVING, Direction.RESPONSES);
        toxiproxy.ask(
                "POST",
                "/proxies/shop/toxics",
                new JsonObject().put("name", "by-hand-upstream").put("type", "latency"));

        sweep(toxiproxy.context(""), Set.of(LIVING));

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "toxic " + RUN + "-it-upstream on " + shop()
                                + " was left by a run that has died, and is taken back",
                        "toxic " + RUN + "-it-downstream on " + shop()
                                + " was left by a run that has died, and is taken back");
        assertThat(toxiproxy.toxics())
                .containsExactlyInAnyOrder(
                        "by-hand-upstream latency downstream", LIVING + "-it-downstream latency downstream");

        told.clear();
        sweep(toxiproxy.context(""), Set.of(LIVING));
        assertThat(told).as("a second time nothing is left").isEmpty();
    }

    @Test
    void onlyProxiesOfTheEnvironmentsTargetsAreLookedAt() throws Exception {
        inject(RUN, Direction.RESPONSES);
        new ToxiproxyDriverProvider()
                .sweep(environment("other", "toxiproxy"), toxiproxy.context(""), Set.of(), told::add);
        new ToxiproxyDriverProvider().sweep(environment("shop", "proxy"), toxiproxy.context(""), Set.of(), told::add);
        assertThat(told).isEmpty();
        assertThat(toxiproxy.toxics()).hasSize(1);
    }

    /** Runs on other machines are not known here; that their names tell when they began is. */
    @Test
    void elsewhereAToxicIsLeftAloneUntilNoRunCanNeedIt() throws Exception {
        inject(RUN, Direction.RESPONSES);
        // An address of this machine that does not look like one.
        Toxiproxy elsewhere = Toxiproxy.at(toxiproxy.url().replace("127.0.0.1", "[::ffff:127.0.0.1]"));
        assertThat(elsewhere.isHere()).isFalse();

        sweep(elsewhere, "2026-11-25T11:59:59Z");
        assertThat(told)
                .containsExactly("toxic " + RUN + "-it-downstream on " + shop()
                        + " is left alone for now: its run may go on on another machine; if it does not:"
                        + " toxiproxy-cli toxic delete -n " + RUN + "-it-downstream shop");
        assertThat(toxiproxy.toxics()).hasSize(1);

        sweep(elsewhere, "2026-11-25T12:00:01Z");
        assertThat(toxiproxy.toxics()).isEmpty();
    }

    @Test
    void thisMachineIsKnownByItsAddresses() {
        assertThat(List.of("http://localhost:1", "http://127.0.0.1:1", "http://127.1.2.3:1", "http://[::1]:1"))
                .allMatch(url -> Toxiproxy.at(url).isHere());
        assertThat(List.of("http://toxiproxy:1", "http://127.0.0.1.example:1", "http://10.0.0.1:1"))
                .noneMatch(url -> Toxiproxy.at(url).isHere());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by-hand-upstream",
                "latency-20261125-100000-abcd",
                "latency-20261125-100000-abcd-upstream",
                "latency-20261125-100000-abcd-it-sideways",
                "latency-20261325-100000-abcd-it-upstream",
                "latency-20261125-1000-abcd-it-upstream"
            })
    void whatIsNotNamedByARunIsNobodysToTake(String name) {
        assertThat(ToxicName.run(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"it", "a b/c", "latency-20261125-100000-abcd", "x-upstream"})
    void theNameTellsTheRunWhateverTheStepIsCalled(String step) {
        assertThat(ToxicName.run(ToxicName.of(RUN, step, "downstream"))).contains(RUN);
    }

    private void inject(String run, Direction direction) throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, run);
        driver.inject(toxiproxy.prepare(driver, latency(20, direction)));
    }

    private void sweep(DriverContext context, Set<String> alive) throws Exception {
        new ToxiproxyDriverProvider().sweep(environment("shop", "toxiproxy"), context, alive, told::add);
    }

    private void sweep(Toxiproxy server, String now) throws Exception {
        new ToxicSweep(server, Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
                .takeBack(environment("shop", "toxiproxy"), Set.of(), told::add);
    }

    private String shop() throws Exception {
        return Toxiproxy.at(toxiproxy.url()).proxies().get("shop").toString();
    }

    private static Environment environment(String target, String driver) {
        return new Environment(
                "it",
                "it.yaml",
                "It",
                List.of(),
                Map.of(target, new TargetSpec(target, null, false, "http://127.0.0.1:1", ToxicSteps.HERE)),
                Map.of("latency", new Environment.DriverChoice(driver, ToxicSteps.HERE)),
                DriverChoice.AUTO,
                null);
    }
}
