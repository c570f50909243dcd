package dev.holograph.chaos.adapters.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Check.State;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What chaos:doctor says of a real Toxiproxy. */
class ToxiproxyCheckTest {

    private static final Location HERE = new Location("local.yaml", 1, 1);

    @TempDir
    static Path folder;

    private static RealToxiproxy toxiproxy;

    @BeforeAll
    static void start() throws Exception {
        toxiproxy = new RealToxiproxy(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (toxiproxy != null) {
            toxiproxy.close();
        }
    }

    private static List<Check> checks(String url, Map<String, Integer> targets) throws InterruptedException {
        Map<String, TargetSpec> specs = new HashMap<>();
        targets.forEach(
                (name, port) -> specs.put(name, new TargetSpec(name, null, false, "http://127.0.0.1:" + port, HERE)));
        Environment environment =
                new Environment("local", "local.yaml", "Local", List.of(), specs, Map.of(), DriverChoice.AUTO, null);
        return new ToxiproxyDriverProvider().checks(environment, RealToxiproxy.context("", url));
    }

    @Test
    void allIsWell() throws Exception {
        List<Check> checks = checks(toxiproxy.url(), Map.of("shop", toxiproxy.port(), "other", 80));

        assertThat(checks).extracting(Check::name).containsExactly("toxiproxy", "toxiproxy shop");
        assertThat(checks).extracting(Check::state).containsOnly(State.OK);
        assertThat(checks.get(0).found()).matches(toxiproxy.url() + ": version \\S+, proxies shop");
        assertThat(checks.get(1).found()).startsWith("proxy 'shop' (127.0.0.1:" + toxiproxy.port() + " to 127.0.0.1:");
    }

    @Test
    void loadThatGoesPastItIsTold() throws Exception {
        Check check = checks(toxiproxy.url(), Map.of("shop", 80)).get(1);
        assertThat(check.state()).isEqualTo(State.WARN);
        assertThat(check.found()).endsWith("), but load goes to port 80");
    }

    @Test
    void whatSomebodyLeftOnAProxyIsTold() throws Exception {
        toxiproxy.ask(
                "POST",
                "/proxies/shop/toxics",
                new JsonObject().put("name", "left").put("type", "latency"));
        try {
            Check check =
                    checks(toxiproxy.url(), Map.of("shop", toxiproxy.port())).get(1);
            assertThat(check.state()).isEqualTo(State.WARN);
            assertThat(check.found()).endsWith("has toxics already: left");
            assertThat(check.advice()).contains("toxiproxy-cli toxic delete -n NAME shop");
        } finally {
            toxiproxy.ask("DELETE", "/proxies/shop/toxics/left", null);
        }
    }

    @Test
    void aProxyThatIsDisabledCannotBeUsed() throws Exception {
        toxiproxy.ask("PATCH", "/proxies/shop", new JsonObject().put("enabled", false));
        try {
            Check check =
                    checks(toxiproxy.url(), Map.of("shop", toxiproxy.port())).get(1);
            assertThat(check.state()).isEqualTo(State.FAIL);
            assertThat(check.advice()).isEqualTo("toxiproxy-cli toggle shop enables it");
        } finally {
            toxiproxy.ask("PATCH", "/proxies/shop", new JsonObject().put("enabled", true));
        }
    }

    @Test
    void withoutAProxyForAnyTargetNothingCouldBeDone() throws Exception {
        assertThat(checks(toxiproxy.url(), Map.of("shopp", 80))).singleElement().satisfies(check -> {
            assertThat(check.state()).isEqualTo(State.FAIL);
            assertThat(check.advice()).startsWith("none has the name of a target; make one");
        });
    }

    @Test
    void aServerThatIsNotThereOrIsAnotherIsTold() throws Exception {
        String nowhere = "http://127.0.0.1:" + new Ports().free();
        assertThat(checks(nowhere, Map.of("shop", 80))).singleElement().satisfies(check -> {
            assertThat(check.state()).isEqualTo(State.FAIL);
            assertThat(check.found()).startsWith("Toxiproxy at " + nowhere + " does not answer (connection refused)");
        });
        // What it answers there is a list, and no version.
        assertThat(checks(toxiproxy.url() + "/proxies/shop", Map.of("shop", 80)))
                .singleElement()
                .satisfies(check -> assertThat(check.found()).contains("answered 404 to GET /version"));
        assertThat(checks("nowhere", Map.of("shop", 80))).singleElement().satisfies(check -> assertThat(check.found())
                .startsWith("chaos.toxiproxy.url is no URL"));
    }
}
