package dev.holograph.chaos.adapters.load.k6;

import static dev.holograph.chaos.adapters.load.k6.Loads.FRAMES;
import static dev.holograph.chaos.adapters.load.k6.Loads.perSecond;
import static dev.holograph.chaos.adapters.load.k6.Loads.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.RunningLoad;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSocketLoadTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private Loads loads;

    @BeforeEach
    void prepare() {
        loads = new Loads(folder);
    }

    @Test
    void eachFrameIsDueOnTheScheduleAndHasOneOutcomeAndOneAcknowledgement() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            RunningLoad load = loads.start(
                    loads.plan(FRAMES, perSecond(200, 4), FIVE_SECONDS, TWO_SECONDS, system.endpoint(), null));
            RunningLoad.End end = load.ended().get(20, TimeUnit.SECONDS);

            assertThat(end.problem()).isNull();
            loads.recording.hasOneOutcomeForEachOf(400);
            List<Long> dues = loads.recording.dues();
            long first = dues.get(0);
            assertThat(dues)
                    .containsExactlyElementsOf(IntStream.range(0, 400)
                            .mapToObj(i -> first + i * 5_000L)
                            .toList());
            assertThat(load.firstDue().get()).isEqualTo(Instant.EPOCH.plus(first, ChronoUnit.MICROS));
            assertThat(loads.recording.outcomes(Outcome.OK)).hasSize(400);
            assertThat(loads.recording.acknowledged())
                    .hasSize(400)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.startsWith(Loads.RUN + "-") && id.matches("[A-Za-z0-9._-]{1,64}"));
            assertThat(loads.recording.heartbeats()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(system.connections).hasValue(4);
        }
    }

    @Test
    void aStallIsFeltByEveryFrameThatWasDueInIt() throws Exception {
        AtomicInteger frames = new AtomicInteger();
        try (FakeSystem system = FakeSystem.webSocket(socket -> stallsForOneSecondFrom(100, frames, socket))) {
            Recording recording = loads.run(FRAMES, perSecond(100, 1), FIVE_SECONDS, THREE_SECONDS, system.endpoint());

            recording.hasOneOutcomeForEachOf(300);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(300);
            // Due evenly within the second: half of them waited for more than half of it.
            assertThat(recording.outcomes().stream().filter(told -> told.latencyMillis() > 500))
                    .hasSizeGreaterThanOrEqualTo(45);
            assertThat(recording.outcomes()).anyMatch(told -> told.latencyMillis() > 950);
        }
    }

    /** Reads on, but answers nothing for a second from this frame on, and then everything in order. */
    private static void stallsForOneSecondFrom(int frame, AtomicInteger frames, ServerWebSocket socket) {
        long[] stalledUntil = {0};
        socket.textMessageHandler(text -> {
            long now = System.nanoTime();
            if (frames.getAndIncrement() == frame) {
                stalledUntil[0] = now + TimeUnit.SECONDS.toNanos(1);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(stalledUntil[0] - now);
            if (left > 0) {
                Vertx.currentContext().owner().setTimer(left, late -> socket.writeTextMessage(FakeSystem.ack(text)));
            } else {
                socket.writeTextMessage(FakeSystem.ack(text));
            }
        });
    }

    @Test
    void whatNeverFoundAConnectionIsUnsent() throws Exception {
        Recording recording = loads.run(FRAMES, perSecond(50, 2), ONE_SECOND, TWO_SECONDS, FakeSystem.nobody());

        recording.hasOneOutcomeForEachOf(100);
        assertThat(recording.outcomes(Outcome.UNSENT)).hasSize(100);
        assertThat(recording.outcomes()).allMatch(told -> told.latencyMillis() >= 1_000);
    }

    @Test
    void whatIsNotAnsweredInTimeHasTimedOut() throws Exception {
        try (FakeSystem mute = FakeSystem.webSocket(socket -> {})) {
            Recording recording = loads.run(FRAMES, perSecond(50, 2), ONE_SECOND, TWO_SECONDS, mute.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).hasSize(100);
            assertThat(recording.outcomes())
                    .allMatch(told -> told.latencyMillis() >= 1_000)
                    .anyMatch(told -> told.latencyMillis() < 1_100);
            assertThat(recording.acknowledged()).isEmpty();
        }
    }

    @Test
    void aLostConnectionFailsWhatWasOnItsWayAndTheRestGoesOn() throws Exception {
        AtomicInteger frames = new AtomicInteger();
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(text -> {
            if (frames.incrementAndGet() == 100) {
                socket.close(); // before it has answered
            } else {
                socket.writeTextMessage(FakeSystem.ack(text));
            }
        }))) {
            Recording recording = loads.run(FRAMES, perSecond(100, 2), FIVE_SECONDS, THREE_SECONDS, system.endpoint());

            recording.hasOneOutcomeForEachOf(300);
            assertThat(recording.outcomes(Outcome.FAILED)).hasSizeBetween(1, 20);
            assertThat(recording.outcomes(Outcome.OK)).hasSizeBetween(280, 299);
            assertThat(system.connections).hasValue(3);
            // What became due while the connection was down waited for the next one.
            assertThat(recording.outcomes(Outcome.OK)).anyMatch(told -> told.latencyMillis() > 200);
        }
    }

    @Test
    void reconnectsWait() throws Exception {
        try (FakeSystem hangsUp = FakeSystem.webSocket(ServerWebSocket::close)) {
            Recording recording = loads.run(FRAMES, perSecond(50, 2), ONE_SECOND, TWO_SECONDS, hangsUp.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.OK)).isEmpty();
            // Every 250 ms on each of the two, for two seconds and the time-out.
            assertThat(hangsUp.connections.get()).isBetween(4, 26);
        }
    }

    @Test
    void aConnectionIsReplacedAfterItsFrames() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            Profile tenEach = new Profile.WebSocket("renderer", "/ws", "{\"id\":\"{id}\"}", "/ack", 10);
            Recording recording = loads.run(tenEach, perSecond(100, 2), FIVE_SECONDS, TWO_SECONDS, system.endpoint());

            recording.hasOneOutcomeForEachOf(200);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(200);
            assertThat(system.connections.get()).isBetween(20, 22);
        }
    }

    @Test
    void aUserSendsAgainAPauseAfterItsAnswer() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            Recording recording =
                    loads.run(FRAMES, users(1, Duration.ofMillis(20)), FIVE_SECONDS, TWO_SECONDS, system.endpoint());

            List<Long> dues = recording.dues();
            recording.hasOneOutcomeForEachOf(dues.size());
            assertThat(recording.outcomes(Outcome.OK)).hasSize(dues.size());
            assertThat(recording.acknowledged()).hasSize(dues.size());
            List<Long> gaps = IntStream.range(1, dues.size())
                    .mapToObj(i -> dues.get(i) - dues.get(i - 1))
                    .toList();
            assertThat(gaps).isNotEmpty().allMatch(gap -> gap >= 20_000).anyMatch(gap -> gap < 40_000);
        }
    }

    @Test
    void aConnectionThatNeverOpensIsGivenUpAfterTheTimeOutAndAnotherIsTried() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (FakeSystem system = FakeSystem.acknowledging();
                Entrance entrance = new Entrance(system, () -> accepted.incrementAndGet() > 1)) {
            Recording recording = loads.run(FRAMES, perSecond(50, 1), ONE_SECOND, THREE_SECONDS, entrance.endpoint());

            recording.hasOneOutcomeForEachOf(150);
            assertThat(recording.outcomes(Outcome.OK)).hasSizeGreaterThan(75);
            assertThat(accepted).hasValue(2);
        }
    }
}
