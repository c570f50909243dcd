package dev.holograph.renderer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The resilient renderer while a real Redis is flushed, frozen, paused, killed, slow or not there at all. */
@Timeout(60)
class RedisFaultsTest {
    /** Far below the seconds that Redis is silent, far above a sync on a busy machine. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RealRedis redis;
    private Renderer renderer;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.inFolder(folder);
        start(redis.url());
        Eventually.within(Duration.ofSeconds(10), "connected", () -> metric("holograph_redis_up") == 1);
        client.store("before");
        redisHas(1);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        renderer.close();
        redis.close();
        vertx.close();
    }

    @Test
    void flushed() throws Exception {
        redis.command("FLUSHALL");

        finds("before");
        redisHas(1);
        double misses = metric("holograph_cache_misses_total");
        finds("before");
        assertThat(metric("holograph_cache_misses_total")).as("refilled").isEqualTo(misses);
    }

    @Test
    void whatItStoredIsFoundByAnotherRendererAfterAFlush() throws Exception {
        try (Renderer other = Renderer.start(settings(redis.url(), "other"))) {
            Eventually.within(Duration.ofSeconds(10), "found by the other", () -> isFound(other, "before"));

            redis.command("FLUSHALL");

            Eventually.within(Duration.ofSeconds(10), "found by the other again", () -> isFound(other, "before"));
        }
    }

    private static boolean isFound(Renderer renderer, String id) throws Exception {
        return TestClient.get(renderer.port(), "/frames/" + id).statusCode() == 200;
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signal that stops a process")
    void frozenLongEnoughForTheConnectionToBeGivenUp() throws Exception {
        redis.freeze();
        long end = System.nanoTime() + Duration.ofSeconds(7).toNanos();
        int i = 0;
        while (System.nanoTime() < end || metric("holograph_redis_up") == 1) {
            assertThat(client.store("during" + i)).isLessThan(QUICK);
            finds("before");
            finds("during" + i++);
        }
        redis.thaw();

        Eventually.within(Duration.ofSeconds(10), "connected again", () -> metric("holograph_redis_up") == 1);
        client.store("after");
        Eventually.within(Duration.ofSeconds(5), "Redis gets frames again", () -> redis.command("EXISTS frame:after")
                .equals(":1"));
        finds("during0");
        assertThat(metric("holograph_redis_errors_total")).isPositive();
    }

    @Test
    void paused() throws Exception {
        redis.command("CLIENT PAUSE 2000");

        for (int i = 0; i < 20; i++) {
            assertThat(client.store("during" + i)).isLessThan(QUICK);
            finds("during" + i);
        }
        Eventually.within(Duration.ofSeconds(10), "Redis is used again", () -> {
            double hits = metric("holograph_cache_hits_total");
            finds("before");
            return metric("holograph_cache_hits_total") > hits;
        });
    }

    @Test
    void killedAndStartedAgain() throws Exception {
        redis.kill();
        for (int i = 0; i < 20; i++) {
            assertThat(client.store("during" + i)).isLessThan(QUICK);
            finds("during" + i);
        }
        Eventually.within(Duration.ofSeconds(5), "the loss is noticed", () -> metric("holograph_redis_up") == 0);

        redis.start();

        Eventually.within(Duration.ofSeconds(10), "connected again", () -> metric("holograph_redis_up") == 1);
        redisHas(21);
        finds("before");
        finds("during19");
    }

    @Test
    void answersTwoSecondsLate() throws Exception {
        client.close();
        renderer.close();
        SlowRelay relay = new SlowRelay(vertx, redis.port(), 2000);
        start("redis://127.0.0.1:" + relay.port());

        for (int i = 0; i < 50; i++) {
            assertThat(client.store("during" + i)).isLessThan(QUICK);
            finds("during" + i);
        }
        finds("before");
    }

    @Test
    void notThereAtTheStart() throws Exception {
        client.close();
        renderer.close();
        redis.kill();
        start(redis.url());

        client.store("alone");
        finds("alone");
        finds("before");
        redis.start();

        Eventually.within(Duration.ofSeconds(10), "connected", () -> metric("holograph_redis_up") == 1);
        redisHas(2);
        finds("before");
    }

    private Settings settings(String redisUrl, String data) {
        return Settings.from(Map.of(
                "PORT",
                "0",
                "REDIS_URL",
                redisUrl,
                "DATA_DIR",
                folder.resolve(data).toString()));
    }

    private void start(String redisUrl) throws Exception {
        renderer = Renderer.start(settings(redisUrl, "data"));
        client = new TestClient(vertx, renderer.port());
    }

    private void finds(String id) throws Exception {
        long before = System.nanoTime();
        assertThat(TestClient.get(renderer.port(), "/frames/" + id).body()).isEqualTo(TestClient.frame(id));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(QUICK);
    }

    private void redisHas(long count) throws Exception {
        Eventually.within(Duration.ofSeconds(10), count + " frames in Redis", () -> redis.frames() == count);
    }

    private double metric(String name) throws Exception {
        return TestClient.metric(renderer.port(), name);
    }
}
