package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.local.LocalServices;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisFlusherTest {

    private static final Location HERE = new Location("redis-flush.yaml", 1, 1);
    private static final String PASSWORD = "correct-horse";

    @TempDir
    static Path folder;

    private static LocalServices services;
    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private final RedisFlusher flusher = new RedisFlusher(services.context());

    @BeforeAll
    static void start() throws Exception {
        services = new LocalServices(folder, Restart.NEVER);
        client = RedisClient.create("redis://" + services.redis());
        redis = client.connect().sync();
    }

    @AfterAll
    static void stop() throws Exception {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        services.close();
    }

    @BeforeEach
    void empty() {
        redis.select(0);
        redis.flushall();
    }

    @Test
    void allDatabasesAreEmptied() throws Exception {
        redis.set("a", "1");
        redis.set("b", "2");
        redis.select(3);
        redis.set("c", "3");

        Evidence evidence = flusher.inject(prepare(target("redis", null)));

        assertThat(evidence).isEqualTo(Evidence.observed("service 'redis' held 3 keys before and 0 after"));
        assertThat(redis.dbsize()).isZero();
    }

    @Test
    void keysThatSomebodyElseDeletesAsWellAreDisturbed() throws Exception {
        redis.set("a", "1");
        Prepared<RedisFlush> prepared = prepare(target("redis", null));
        flusher.inject(prepared);
        assertThat(flusher.observe(prepared)).isSameAs(FaultDriver.NOTHING_FURTHER);
        redis.set("b", "2");
        flusher.inject(prepared);
        assertThat(flusher.observe(prepared)).isSameAs(FaultDriver.NOTHING_FURTHER);

        redis.flushall();

        assertThat(flusher.observe(prepared).kind()).isEqualTo(Evidence.Kind.DISTURBED);
        assertThat(flusher.observe(prepared).text())
                .endsWith(" has carried out FLUSHALL 3 times, and this run asked for it 2 times: somebody else deletes"
                        + " its keys as well");
    }

    @Test
    void anEmptyRedisProvesNothing() throws Exception {
        Evidence evidence = flusher.inject(prepare(target("redis", null)));

        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.NONE);
        assertThat(evidence.text()).contains("held no keys");
    }

    @Test
    void aPasswordIsUsedAndNeverTold() throws Exception {
        redis.configSet("requirepass", PASSWORD);
        try {
            redis.auth(PASSWORD);
            redis.set("a", "1");
            Prepared<RedisFlush> right = prepare(target(null, "redis://:" + PASSWORD + "@" + services.redis()));
            Prepared<RedisFlush> wrong = prepare(target(null, "redis://:wrong-horse@" + services.redis()));

            assertThatThrownBy(() -> flusher.inject(wrong))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("Redis " + services.redis() + " cannot be reached: WRONGPASS")
                    .hasMessageNotContaining("wrong-horse");
            Evidence evidence = flusher.inject(right);

            assertThat(evidence)
                    .isEqualTo(Evidence.observed("Redis " + services.redis() + " held 1 keys before and 0 after"));
            assertThat(right.description())
                    .isEqualTo("all keys of Redis " + services.redis() + " are deleted (FLUSHALL)");
        } finally {
            redis.configSet("requirepass", "");
        }
    }

    @Test
    void aRedisThatIsNotThereIsTold() throws Exception {
        int port = new Ports().free();
        Prepared<RedisFlush> prepared = prepare(target(null, "redis://:secret@127.0.0.1:" + port));

        assertThatThrownBy(() -> flusher.inject(prepared))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("Redis 127.0.0.1:" + port + " cannot be reached: Connection refused")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anInterruptIsHeeded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Prepared<RedisFlush> prepared = prepare(target(null, "redis://127.0.0.1:" + silent.getLocalPort()));
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    flusher.inject(prepared);
                } catch (Exception e) {
                    failure.complete(e);
                }
            });
            thread.start();
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read())
                        .as("the first byte of the greeting")
                        .isPositive();
                thread.interrupt();
                assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            }
        }
    }

    @Test
    void whatIsNoRedisIsRefusedBeforeTheRun() {
        assertThatThrownBy(() -> prepare(target(null, "http://127.0.0.1:8080")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target 'it' is none; give it url: redis://host:port");
    }

    @Test
    void nothingUndoesIt() {
        assertThat(prepare(target("redis", null)).undo()).isNull();
    }

    private Prepared<RedisFlush> prepare(TargetSpec target) {
        RedisFlush fault = new RedisFlush();
        FaultStep step = new FaultStep("redis-flush", fault, "it", Duration.ZERO, null, null, HERE);
        return flusher.prepare(step, fault, target);
    }

    private static TargetSpec target(String service, String url) {
        return new TargetSpec("it", service, false, url, HERE);
    }
}
