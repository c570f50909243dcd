package dev.holograph.chaos.adapters.fault.toxiproxy;

import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.RUN;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.bandwidth;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What is told of a toxic before it acts and while it does, and what is refused. */
class ToxicDriverTest extends ToxicTest {

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(DriverProvider.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("toxiproxy");
        assertThat(new ToxiproxyDriverProvider()
                        .drivers(toxiproxy.context("")).stream()
                                .map(driver -> driver.fault().getSimpleName()))
                .containsExactlyInAnyOrder("Latency", "Bandwidth", "Partition", "SlowClose");
    }

    @Test
    void theEvidenceIsWhatToxiproxySaysAndNoMore() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        Prepared<Latency> prepared = toxiproxy.prepare(driver, latency(20, Direction.BOTH));

        Evidence first = driver.inject(prepared);

        assertThat(first.kind()).isEqualTo(Evidence.Kind.CLAIMED);
        assertThat(first.text())
                .startsWith("Toxiproxy lists " + RUN + "-it-upstream and " + RUN + "-it-downstream on proxy 'shop' (")
                .contains("127.0.0.1:" + toxiproxy.port());
        assertThat(driver.observe(prepared))
                .isEqualTo(Evidence.claimed(first.text().replace("lists", "still lists")));

        toxiproxy.ask("DELETE", "/proxies/shop/toxics/" + RUN + "-it-upstream", null);

        assertThat(driver.observe(prepared).kind()).isEqualTo(Evidence.Kind.DISTURBED);
        assertThat(driver.observe(prepared).text()).contains("somebody has taken it away");
    }

    /** Somebody is faster than the driver's look at what it has just added. */
    @Test
    void aToxicThatIsChangedAsSoonAsItIsAddedIsNoticed() throws Exception {
        try (FakeSystem before = FakeSystem.http(this::passOnAndChange)) {
            RunContext context = RealToxiproxy.context(RUN, "http://" + before.endpoint());
            FaultDriver<Latency> driver = ToxicSteps.driver(Latency.class, context);
            Prepared<Latency> prepared = toxiproxy.prepare(driver, latency(20, Direction.RESPONSES));

            Evidence first = driver.inject(prepared);

            assertThat(first.kind()).as(first.text()).isEqualTo(Evidence.Kind.DISTURBED);
            assertThat(first.text()).contains("somebody changed " + RUN + "-it-downstream from ", "\"latency\":7");
            assertThat(driver.observe(prepared).kind()).isEqualTo(Evidence.Kind.DISTURBED);
        }
    }

    /** As of a version that names an attribute in another way: Toxiproxy says 200, and its toxic does nothing. */
    @Test
    void aToxicThatToxiproxyMadeWithoutItsDelayIsNoFault() throws Exception {
        try (FakeSystem renaming = FakeSystem.http(request -> request.body().onSuccess(body -> {
            String renamed = body.toString().replace("\"latency\":", "\"lateness\":");
            try {
                request.response()
                        .end(toxiproxy.ask(
                                request.method().name(),
                                request.uri(),
                                renamed.isEmpty() ? null : new JsonObject(renamed)));
            } catch (Exception e) {
                request.response().setStatusCode(502).end(String.valueOf(e));
            }
        }))) {
            RunContext context = RealToxiproxy.context(RUN, "http://" + renaming.endpoint());
            FaultDriver<Latency> driver = ToxicSteps.driver(Latency.class, context);

            Evidence evidence = driver.inject(toxiproxy.prepare(driver, latency(20, Direction.RESPONSES)));

            assertThat(evidence.kind()).as(evidence.text()).isEqualTo(Evidence.Kind.DISTURBED);
            assertThat(evidence.text())
                    .startsWith("Toxiproxy made something else of " + RUN + "-it-downstream: ")
                    .contains("\"latency\":0");
        }
    }

    private void passOnAndChange(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            boolean adds = request.method() == HttpMethod.POST;
            try {
                String answer = toxiproxy.ask(
                        request.method().name(), request.uri(), body.length() == 0 ? null : body.toJsonObject());
                if (adds) {
                    toxiproxy.ask(
                            "PATCH",
                            request.uri() + "/" + body.toJsonObject().getString("name"),
                            new JsonObject().put("attributes", new JsonObject().put("latency", 7)));
                }
                request.response().end(answer);
            } catch (Exception e) {
                request.response().setStatusCode(502).end(String.valueOf(e));
            }
        });
    }

    /** Two runs on one proxy would each measure the other's toxic. */
    @Test
    void toxicsOfSomebodyElseAreRefusedAtTheStartAndNoticedLater() throws Exception {
        FaultDriver<Latency> first = toxiproxy.driver(Latency.class, RUN);
        FaultDriver<Latency> second = toxiproxy.driver(Latency.class, "latency-20261125-100000-zzzz");
        Prepared<Latency> ofFirst = toxiproxy.prepare(first, latency(20, Direction.RESPONSES));
        Prepared<Latency> ofSecond = toxiproxy.prepare(second, latency(20, Direction.RESPONSES));
        first.inject(ofFirst);

        assertThat(first.preflight(ofFirst).problems()).isEmpty();
        assertThat(second.preflight(ofSecond).problems())
                .singleElement()
                .asString()
                .contains("has toxics of somebody else: " + RUN + "-it-downstream; wait until that run is over");
        Evidence late = second.inject(ofSecond);
        assertThat(late.kind()).isEqualTo(Evidence.Kind.DISTURBED);
        assertThat(first.observe(ofFirst).kind()).isEqualTo(Evidence.Kind.DISTURBED);
        assertThat(first.observe(ofFirst).text()).contains("latency-20261125-100000-zzzz-it-downstream");
    }

    @Test
    void aProxyThatSomebodyDisabledIsNoticed() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        Prepared<Latency> prepared = toxiproxy.prepare(driver, latency(20, Direction.RESPONSES));
        driver.inject(prepared);
        toxiproxy.ask("PATCH", "/proxies/shop", new JsonObject().put("enabled", false));
        assertThat(driver.observe(prepared).kind()).isEqualTo(Evidence.Kind.DISTURBED);
    }

    @Test
    void whatIsInTheWayIsToldBeforeTheRun() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        assertThat(driver.preflight(toxiproxy.prepare(driver, latency(20, Direction.BOTH)))
                        .problems())
                .isEmpty();
        assertThat(driver.preflight(toxiproxy.prepare(driver, latency(20, Direction.BOTH), "shopp"))
                        .problems())
                .containsExactly("Toxiproxy at " + toxiproxy.url()
                        + " has no proxy 'shopp', which is the target's name; there are: shop");

        toxiproxy.ask("PATCH", "/proxies/shop", new JsonObject().put("enabled", false));
        assertThat(driver.preflight(toxiproxy.prepare(driver, latency(20, Direction.BOTH)))
                        .problems())
                .singleElement()
                .asString()
                .contains("is disabled: nobody can connect");

        String nowhere = "http://127.0.0.1:" + new Ports().free();
        FaultDriver<Latency> lost = ToxicSteps.driver(Latency.class, RealToxiproxy.context(RUN, nowhere));
        assertThatThrownBy(() -> lost.preflight(toxiproxy.prepare(lost, latency(20, Direction.BOTH))))
                .isInstanceOf(DriverException.class)
                .hasMessage("Toxiproxy at " + nowhere + " does not answer (connection refused); see that it runs, and"
                        + " that -Dchaos.toxiproxy.url says where");
    }

    @Test
    void whatToxiproxyCannotDoIsRefusedWithWhatHelps() {
        FaultDriver<Latency> latency = toxiproxy.driver(Latency.class, "");
        Duration delay = Duration.ofMillis(20);
        assertThatThrownBy(() ->
                        toxiproxy.prepare(latency, new Latency(delay, delay, Distribution.NORMAL, Direction.RESPONSES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave distribution: out, or choose the driver proxy");
        assertThatThrownBy(() -> toxiproxy.prepare(
                        latency,
                        new Latency(
                                Duration.ofNanos(1_500_000), Duration.ZERO, Distribution.UNIFORM, Direction.RESPONSES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay: 1.5ms cannot be honoured");
        FaultDriver<Bandwidth> bandwidth = toxiproxy.driver(Bandwidth.class, "");
        assertThatThrownBy(() -> toxiproxy.prepare(bandwidth, bandwidth("64KiB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate: 64KiB cannot be honoured; write rate: 66kB");
        assertThatThrownBy(() -> toxiproxy.prepare(bandwidth, bandwidth("100B")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write rate: 1kB");
    }

    @Test
    void aUrlThatIsNoneIsRefusedAndNotRepeated() {
        for (String url : List.of("127.0.0.1:8474", "ftp://here", "http://me:secret@here:8474", "http://a b")) {
            FaultDriver<Latency> driver = ToxicSteps.driver(Latency.class, RealToxiproxy.context("", url));
            assertThatThrownBy(() -> toxiproxy.prepare(driver, latency(20, Direction.BOTH)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("chaos.toxiproxy.url is no URL of a Toxiproxy; write http://host:port, such as"
                            + " http://127.0.0.1:8474");
        }
    }

    @Test
    void oldVersionsAreKnownByTheirNumber() {
        assertThat(List.of("1.2.1", "v1.0.0")).allMatch(ToxiproxyCheck::isOld);
        assertThat(List.of("2.0.0", "v2.12.0", "10.1", "git", "")).noneMatch(ToxiproxyCheck::isOld);
    }
}
