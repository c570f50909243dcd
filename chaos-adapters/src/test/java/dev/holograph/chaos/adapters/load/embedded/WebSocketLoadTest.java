package dev.holograph.chaos.adapters.load.embedded;

import static dev.holograph.chaos.adapters.load.embedded.Loads.perSecond;
import static dev.holograph.chaos.adapters.load.embedded.Loads.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunningLoad;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WebSocket load against a real server. */
class WebSocketLoadTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Loads loads = new Loads();

    @AfterEach
    void close() throws Exception {
        loads.close();
    }

    private static Profile.WebSocket frames() {
        return frames(0);
    }

    private static Profile.WebSocket frames(int framesPerConnection) {
        return new Profile.WebSocket("system", "/ws", "{\"id\":\"{id}\"}", "/ack", framesPerConnection);
    }

    private static String ack(String frame) {
        return JsonObject.of("ack", new JsonObject(frame).getString("id")).encode();
    }

    private static void acknowledge(ServerWebSocket socket) {
        socket.textMessageHandler(frame -> socket.writeTextMessage(ack(frame)));
    }

    @Test
    void framesAreSpreadEvenlyAndEachHasOneOutcome() throws Exception {
        Map<ServerWebSocket, AtomicInteger> perConnection = new ConcurrentHashMap<>();
        try (FakeSystem system = FakeSystem.webSocket(socket -> {
            AtomicInteger seen = perConnection.computeIfAbsent(socket, fresh -> new AtomicInteger());
            socket.textMessageHandler(frame -> {
                seen.incrementAndGet();
                socket.writeTextMessage(ack(frame));
            });
        })) {
            Recording recording =
                    loads.run(frames(), perSecond(200, 4), LONG, Duration.ofSeconds(2), system.endpoint());

            recording.hasOneOutcomeForEachOf(400);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(400);
            assertThat(perConnection.values()).extracting(AtomicInteger::get).containsExactly(100, 100, 100, 100);
            assertThat(recording.acknowledged())
                    .hasSize(400)
                    .doesNotHaveDuplicates()
                    .allSatisfy(
                            id -> assertThat(id).matches("[A-Za-z0-9._-]{1,64}").startsWith(Loads.RUN));
        }
    }

    @Test
    void aConnectionIsRenewedAfterItsFramesAndLosesNone() throws Exception {
        Map<ServerWebSocket, AtomicInteger> perConnection = new ConcurrentHashMap<>();
        try (FakeSystem system = FakeSystem.webSocket(socket -> {
            AtomicInteger seen = perConnection.computeIfAbsent(socket, fresh -> new AtomicInteger());
            socket.textMessageHandler(frame -> {
                seen.incrementAndGet();
                Vertx.currentContext().owner().setTimer(30, later -> socket.writeTextMessage(ack(frame)));
            });
        })) {
            Recording recording = loads.run(frames(25), perSecond(200, 2), LONG, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(200);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(200);
            assertThat(perConnection.values().stream().map(AtomicInteger::get).filter(frames -> frames > 0))
                    .hasSize(8)
                    .containsOnly(25);
        }
    }

    @Test
    void framesOfASystemThatNeverComesAreUnsent() throws Exception {
        Endpoint nobody = FakeSystem.nobody();

        Recording recording = loads.run(frames(), perSecond(100, 2), Duration.ofMillis(500), SECOND, nobody);

        recording.hasOneOutcomeForEachOf(100);
        assertThat(recording.outcomes(Outcome.UNSENT)).hasSize(100);
        assertThat(recording.outcomes())
                .allSatisfy(told -> assertThat(told.latencyMillis()).isBetween(500.0, 2_000.0));
        assertThat(recording.acknowledged()).isEmpty();
    }

    @Test
    void framesWaitForASystemThatComesLate() throws Exception {
        int port = FakeSystem.freePort();
        RunningLoad load = loads.start(
                frames(), perSecond(100, 2), LONG, Duration.ofSeconds(2), new Endpoint(FakeSystem.HOST, port));
        load.firstDue().get(5, TimeUnit.SECONDS);
        while (loads.recording.dues().size() < 50) {
            Thread.onSpinWait();
        }
        try (FakeSystem system = FakeSystem.webSocket(port, WebSocketLoadTest::acknowledge)) {
            load.ended().get(15, TimeUnit.SECONDS);

            loads.recording.hasOneOutcomeForEachOf(200);
            assertThat(loads.recording.outcomes(Outcome.OK)).hasSize(200);
            assertThat(loads.recording.outcomes().get(0).latencyMillis()).isGreaterThan(490);
        }
    }

    @Test
    void reconnectingTakesItsTime() throws Exception {
        try (FakeSystem system = FakeSystem.webSocket(ServerWebSocket::close)) {
            Recording recording =
                    loads.run(frames(), perSecond(100, 1), Duration.ofMillis(500), SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.OK)).isEmpty();
            assertThat(system.connections.get()).isBetween(2, 7); // in 1.5 s, one every 250 ms at most
        }
    }

    @Test
    void framesInFlightFailWithTheirConnectionAndTheNextGoOverAnother() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(frame -> {
            int number = seen.incrementAndGet();
            if (number == 50) {
                socket.close();
            } else if (number < 41 || number > 50) { // ten are in flight when the connection goes
                socket.writeTextMessage(ack(frame));
            }
        }))) {
            Recording recording = loads.run(frames(), perSecond(100, 1), LONG, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.FAILED)).hasSizeBetween(10, 40);
            assertThat(recording.outcomes(Outcome.OK)).hasSizeBetween(60, 90);
            assertThat(system.connections).hasValue(2);
        }
    }

    @Test
    void onlyTheFrameThatGotNoAnswerTimesOut() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(frame -> {
            if (seen.incrementAndGet() % 10 != 0) {
                socket.writeTextMessage(ack(frame));
            }
        }))) {
            Recording recording = loads.run(frames(), perSecond(100, 1), SECOND, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).hasSize(10);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(90);
            assertThat(system.connections).hasValue(1);
        }
    }

    @Test
    void aLateAnswerIsNoSecondOutcomeButStillAnAcknowledgement() throws Exception {
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(frame -> {
            if (new JsonObject(frame).getString("id").endsWith("0")) {
                Vertx.currentContext().owner().setTimer(1_500, late -> socket.writeTextMessage(ack(frame)));
            } else {
                socket.writeTextMessage(ack(frame));
            }
        }))) {
            Recording recording =
                    loads.run(frames(), perSecond(50, 1), SECOND, Duration.ofSeconds(2), system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).hasSize(10);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(90);
            assertThat(recording.acknowledged()).contains("run-7-0", "run-7-50").doesNotHaveDuplicates();
        }
    }

    @Test
    void whatNobodyAskedForAnswersNothing() throws Exception {
        try (FakeSystem system = FakeSystem.webSocket(socket -> {
            socket.writeTextMessage("welcome");
            socket.writeTextMessage("{\"ack\":\"someone-else\"}");
            socket.writeTextMessage("{\"news\":[]}");
            acknowledge(socket);
        })) {
            Recording recording = loads.run(frames(), perSecond(50, 1), LONG, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(50);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(50);
            assertThat(recording.acknowledged()).hasSize(50);
        }
    }

    @Test
    void aStallCountsFromTheDueTimeOfEachFrame() throws Exception {
        CountDownLatch once = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(frame -> {
            if (seen.incrementAndGet() == 50) {
                socket.pause();
                Vertx.currentContext().owner().setTimer(1_000, over -> {
                    once.countDown();
                    socket.resume();
                });
            }
            socket.writeTextMessage(ack(frame));
        }))) {
            Recording recording =
                    loads.run(frames(), perSecond(100, 1), LONG, Duration.ofSeconds(3), system.endpoint());

            recording.hasOneOutcomeForEachOf(300);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(300);
            assertThat(once.getCount()).isZero();
            assertThat(recording.outcomes().get(51).latencyMillis()).isGreaterThan(900);
            assertThat(recording.outcomes().stream().filter(told -> told.latencyMillis() > 500))
                    .hasSizeBetween(45, 150);
        }
    }

    @Test
    void eachUserHasAConnectionOfItsOwn() throws Exception {
        try (FakeSystem system = FakeSystem.webSocket(WebSocketLoadTest::acknowledge)) {
            Recording recording =
                    loads.run(frames(), users(5, Duration.ofMillis(100)), LONG, SECOND, system.endpoint());

            assertThat(recording.dues()).hasSizeBetween(10, 50);
            assertThat(recording.outcomes(Outcome.OK)).hasSameSizeAs(recording.dues());
            assertThat(system.connections).hasValue(5);
        }
    }
}
