package dev.holograph.chaos.adapters.fault.toxiproxy;

import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.RUN;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.bandwidth;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.latency;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.millisSince;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.fault.ByHand;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The undo takes away what is its own, in whichever process, and ends in time. */
class ToxicUndoTest extends ToxicTest {

    @Test
    void anotherProcessCanUndoItAndOnlyItsOwn() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        // Planned before there is a run, as every plan is.
        Prepared<Latency> prepared =
                toxiproxy.prepare(toxiproxy.driver(Latency.class, ""), latency(20, Direction.BOTH));
        driver.inject(prepared);
        FaultDriver<Latency> other = toxiproxy.driver(Latency.class, "another-run");
        other.inject(toxiproxy.prepare(other, latency(30, Direction.RESPONSES)));

        toxiproxy.driver(Latency.class, RUN).undo(prepared.undo(), soon());
        assertThat(toxiproxy.toxics()).containsExactly("another-run-it-downstream latency downstream");

        // Twice is as good as once, and so is where nothing is left at all.
        driver.undo(prepared.undo(), soon());
        toxiproxy.ask("DELETE", "/proxies/shop", null);
        driver.undo(prepared.undo(), soon());
        toxiproxy.create();
    }

    @Test
    void theUndoOfOneThatWasOnlyBegunTakesAwayWhatIsThere() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        Prepared<Latency> prepared = toxiproxy.prepare(driver, latency(20, Direction.BOTH));
        toxiproxy.ask(
                "POST",
                "/proxies/shop/toxics",
                new JsonObject().put("name", RUN + "-it-downstream").put("type", "latency"));

        assertThatThrownBy(() -> driver.inject(prepared))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("answered 409 to POST /proxies/shop/toxics")
                .hasMessageContaining("toxic already exists");
        assertThat(toxiproxy.toxics()).hasSize(2);
        driver.undo(prepared.undo(), soon());

        assertThat(toxiproxy.toxics()).isEmpty();
    }

    @Test
    void whatIsToBeDoneByHandTakesItAway() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        Prepared<Latency> prepared = toxiproxy.prepare(driver, latency(20, Direction.BOTH));
        driver.inject(prepared);
        assertThat(toxiproxy.toxics()).hasSize(2);

        ByHand.run(prepared.undo().byHand(), Map.of());

        assertThat(toxiproxy.toxics()).isEmpty();
    }

    @Test
    void aSlowReaderDoesNotKeepTheUndoFromEnding() throws Exception {
        FaultDriver<Bandwidth> driver = toxiproxy.driver(Bandwidth.class, RUN);
        Prepared<Bandwidth> prepared = toxiproxy.prepare(driver, bandwidth("50kB"));
        driver.inject(prepared);
        try (ProxiedClient client = toxiproxy.client()) {
            long before = toxiproxy.arrived();
            Thread writer = new Thread(() -> client.sendUntilClosed());
            writer.start();
            Eventually.eventually(
                    "the line is full", Duration.ofSeconds(5), () -> toxiproxy.arrived() - before > 500_000);
            driver.undo(prepared.undo(), soon());
            assertThat(toxiproxy.toxics()).isEmpty();
            client.close();
            writer.join(5000);
        }
    }

    @Test
    void anUndoThatCannotBeConfirmedFailsInTime() throws Exception {
        Prepared<Latency> prepared =
                toxiproxy.prepare(toxiproxy.driver(Latency.class, RUN), latency(20, Direction.RESPONSES));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName(Ports.LOOPBACK))) {
            UndoRecipe there = prepared.undo().with(Map.of("url", "http://127.0.0.1:" + silent.getLocalPort()));
            long began = System.nanoTime();
            assertThatThrownBy(() -> toxiproxy
                            .driver(Latency.class, RUN)
                            .undo(there, Deadline.in(Duration.ofMillis(300), System::nanoTime)))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("does not answer");
            assertThat(millisSince(began)).isBetween(290L, 2000L);
        }
        assertThat(prepared.undo().byHand())
                .contains("curl -X DELETE " + toxiproxy.url() + "/proxies/shop/toxics/" + RUN + "-it-");
    }
}
