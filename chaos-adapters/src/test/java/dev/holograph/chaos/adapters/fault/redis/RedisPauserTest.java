package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.fault.ByHand;
import dev.holograph.chaos.adapters.local.LocalServices;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.redis.RawCommands;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.scenario.fault.RedisPause;
import dev.holograph.chaos.scenario.fault.RedisPause.Commands;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisPauserTest {

    private static final Duration SLICE = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final RedisSteps.Context context = new RedisSteps.Context();
    private final RedisPauser pauser = new RedisPauser(context, SLICE);
    private RealRedis redis;
    private RedisCommands<String, String> other;

    /** Opened before the pause: a new connection could not greet the server. */
    private StatefulRedisConnection<String, String> waiting;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder);
        other = redis.client();
        waiting = redis.client().getStatefulConnection();
    }

    @AfterEach
    void stop() throws Exception {
        pauser.abandon();
        redis.close();
    }

    @Test
    void allCommandsAreHeldBackUntilTheUndoAndThenAnswered() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.ALL);

        Evidence evidence = pauser.inject(prepared);
        RedisFuture<String> answer = async().get("a");
        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.OBSERVED);
        assertThat(evidence.text()).matches("a PING of another connection is unanswered for 5\\d\\dms");
        assertThat(pauser.observe(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
        assertThat(answer.isDone()).isFalse();

        long began = System.nanoTime();
        pauser.undo(context.recipe(prepared), RedisSteps.soon());

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SLICE.dividedBy(2));
        assertThat(answer.get(1, TimeUnit.SECONDS)).isNull();
        pauser.undo(context.recipe(prepared), RedisSteps.soon());
        assertThat(other.ping()).isEqualTo("PONG");
    }

    @Test
    void itIsHeldForLongerThanRedisWouldPauseByItself() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.ALL);
        pauser.inject(prepared);
        RedisFuture<String> answer = async().ping();

        assertThat(answer.await(SLICE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();

        assertThat(pauser.observe(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
        pauser.undo(context.recipe(prepared), RedisSteps.soon());
        assertThat(answer.get(1, TimeUnit.SECONDS)).isEqualTo("PONG");
    }

    /** The connection that monitors must never take what it is sent for an answer. */
    @Test
    void itWorksOnABusyRedisAgainAndAgain() throws Exception {
        AtomicLong answered = new AtomicLong();
        for (int i = 0; i < 8; i++) {
            ask(redis.client().getStatefulConnection().async(), answered);
        }
        Prepared<RedisPause> prepared = prepare(Commands.ALL);
        for (int i = 0; i < 5; i++) {
            assertThat(pauser.inject(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
            long during = answered.get();
            assertThat(pauser.observe(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
            assertThat(answered.get()).isEqualTo(during);

            pauser.undo(context.recipe(prepared), RedisSteps.soon());

            Eventually.eventually("answers go on", Duration.ofSeconds(2), () -> answered.get() > during + 100);
        }
    }

    /** One command after the other until the connection is closed. */
    private static void ask(RedisAsyncCommands<String, String> client, AtomicLong answered) {
        client.incr("count").thenAccept(count -> {
            answered.incrementAndGet();
            ask(client, answered);
        });
    }

    @Test
    void writesAreHeldBackAndReadsAreNot() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.WRITES);

        Evidence evidence = pauser.inject(prepared);
        RedisFuture<String> write = async().set("a", "1");
        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.OBSERVED);
        assertThat(evidence.text()).contains("a PUBLISH of another connection is unanswered");
        assertThat(other.get("a")).isNull();
        assertThat(write.isDone()).isFalse();
        pauser.undo(context.recipe(prepared), RedisSteps.soon());

        assertThat(write.get(1, TimeUnit.SECONDS)).isEqualTo("OK");
    }

    @Test
    void whenItsProcessIsKilledRedisEndsItAndAnotherProcessConfirms() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.ALL);
        pauser.inject(prepared);
        RedisFuture<String> answer = async().ping();
        pauser.abandon();

        new RedisPauser(new RedisSteps.Context()).undo(context.recipe(prepared), RedisSteps.soon());

        assertThat(answer.get(1, TimeUnit.SECONDS)).isEqualTo("PONG");
    }

    @ParameterizedTest
    @EnumSource(Commands.class)
    void whatIsToBeDoneByHandEndsIt(Commands commands) throws Exception {
        Prepared<RedisPause> prepared = prepare(commands);
        pauser.inject(prepared);
        RedisFuture<String> write = async().set("a", "1");
        pauser.abandon();

        ByHand.run(context.recipe(prepared).byHand(), Map.of());

        assertThat(write.get(1, TimeUnit.SECONDS)).isEqualTo("OK");
    }

    @Test
    void anUndoThatCannotBeConfirmedIsTold() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.ALL);
        pauser.inject(prepared);

        // Another process, while the one that injected holds the pause.
        assertThatThrownBy(() -> new RedisPauser(new RedisSteps.Context())
                        .undo(context.recipe(prepared), RedisSteps.within(SLICE.multipliedBy(2))))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(redis.endpoint().toString());
    }

    @Test
    void whatWasNeverInjectedIsUndone() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.ALL);

        pauser.undo(context.recipe(prepared), RedisSteps.soon());

        assertThat(pauser.observe(prepared).kind()).isEqualTo(Evidence.Kind.NONE);
        assertThat(other.ping()).isEqualTo("PONG");
    }

    @Test
    void aPauseThatSomebodyElseEndsIsDisturbed() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.WRITES);
        pauser.inject(prepared);
        RedisFuture<String> write = async().set("a", "1");

        RawCommands.await(
                RawCommands.send(other.getStatefulConnection(), List.of("CLIENT", "UNPAUSE")), "CLIENT UNPAUSE", SLICE);

        assertThat(write.get(1, TimeUnit.SECONDS)).isEqualTo("OK");
        Eventually.eventually("the probe is answered", Duration.ofSeconds(1), () -> pauser.observe(prepared)
                .equals(Evidence.disturbed("before the end of the fault a PUBLISH was answered in spite of the pause;"
                        + " somebody has ended the pause, or the Redis was started anew")));
    }

    @Test
    void aRedisThatDiesWhilePausedIsTold() throws Exception {
        Prepared<RedisPause> prepared = prepare(Commands.ALL);
        pauser.inject(prepared);
        redis.kill();

        Eventually.eventually(
                "the loss is noticed",
                Duration.ofSeconds(5),
                () -> pauser.observe(prepared).kind() == Evidence.Kind.DISTURBED);
        assertThatThrownBy(() -> pauser.undo(context.recipe(prepared), RedisSteps.within(SLICE)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void aServiceOfTheRunIsPausedAndItsEndUndoesIt() throws Exception {
        try (LocalServices services = new LocalServices(folder, Restart.NEVER)) {
            RedisSteps.Context run = new RedisSteps.Context()
                    .withService(services.context().services().service("redis").orElseThrow());
            RedisPauser local = new RedisPauser(run, SLICE);
            Prepared<RedisPause> prepared =
                    RedisSteps.prepare(local, new RedisPause(Commands.ALL), RedisSteps.service("redis"));

            assertThat(local.inject(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
            local.undo(run.recipe(prepared), RedisSteps.soon());
            assertThat(local.inject(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
            services.context().services().service("redis").orElseThrow().kill();

            local.undo(run.recipe(prepared), RedisSteps.soon());
            new RedisPauser(new RedisSteps.Context()).undo(run.recipe(prepared), RedisSteps.soon());
        }
    }

    @Test
    void anInterruptIsHeeded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Prepared<RedisPause> prepared = RedisSteps.prepare(
                    pauser, new RedisPause(Commands.ALL), RedisSteps.at("redis://127.0.0.1:" + silent.getLocalPort()));
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    pauser.inject(prepared);
                } catch (Exception e) {
                    failure.complete(e);
                }
            });
            thread.start();
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read()).isPositive();
                thread.interrupt();
                assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            }
        }
    }

    @Test
    void theUndoHasADeadlineEvenWhereNobodyAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Prepared<RedisPause> prepared = RedisSteps.prepare(
                    pauser, new RedisPause(Commands.ALL), RedisSteps.at("redis://127.0.0.1:" + silent.getLocalPort()));
            Deadline deadline = RedisSteps.within(SLICE);
            long began = System.nanoTime();

            assertThatThrownBy(() -> pauser.undo(context.recipe(prepared), deadline))
                    .isInstanceOf(DriverException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SLICE.multipliedBy(3));
        }
    }

    private RedisAsyncCommands<String, String> async() {
        return waiting.async();
    }

    private Prepared<RedisPause> prepare(Commands commands) {
        return RedisSteps.prepare(pauser, new RedisPause(commands), RedisSteps.at(redis.url()));
    }
}
