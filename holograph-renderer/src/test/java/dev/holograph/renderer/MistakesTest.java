package dev.holograph.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake of RESILIENCE=off shows under its fault, and the resilient renderer does not make it. */
@Timeout(60)
class MistakesTest {
    private static final long DELAY_MILLIS = 2000;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RealRedis redis;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.inFolder(folder);
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
        vertx.close();
    }

    @Test
    void withoutAFaultNothingShows() throws Exception {
        try (Renderer renderer = start("off");
                TestClient client = new TestClient(vertx, renderer.port())) {
            client.store("a");
            Eventually.within(Duration.ofSeconds(5), "the frame is in Redis", () -> finds(renderer, "a"));
            assertThat(TestClient.get(renderer.port(), "/frames/a").body()).isEqualTo(TestClient.frame("a"));
            assertThat(TestClient.get(renderer.port(), "/readyz").statusCode()).isEqualTo(200);
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void aFlushLosesAcknowledgedFrames() throws Exception {
        try (Renderer renderer = start("off");
                TestClient client = new TestClient(vertx, renderer.port())) {
            client.store("a");
            Eventually.within(Duration.ofSeconds(5), "the frame is in Redis", () -> finds(renderer, "a"));
            redis.command("FLUSHALL");

            assertThat(finds(renderer, "a")).isFalse();
        }
    }

    @Test
    void aSlowNetworkIsTakenForADeadClient() throws Exception {
        try (Renderer renderer = start("off")) {
            SlowRelay relay = new SlowRelay(vertx, renderer.port(), DELAY_MILLIS);
            try (TestClient client = new TestClient(vertx, relay.port())) {
                Eventually.within(Duration.ofSeconds(10), "closed for its pong is late", client.socket::isClosed);
                assertThat(TestClient.metric(renderer.port(), "holograph_keepalive_closed_total"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void theImpatientKeepAliveBearsAQuickNetwork() throws Exception {
        try (Renderer renderer = start("off")) {
            // One in three connections is enough: on a busy machine a pong may be late by itself.
            int outlived = 0;
            for (int i = 0; i < 3 && outlived == 0; i++) {
                outlived += outlivesTwoPings(renderer) ? 1 : 0;
            }
            assertThat(outlived).isPositive();
        }
    }

    @Test
    void theResilientRendererWaitsForASlowNetwork() throws Exception {
        try (Renderer renderer = start("on")) {
            SlowRelay relay = new SlowRelay(vertx, renderer.port(), DELAY_MILLIS);
            try (TestClient client = new TestClient(vertx, relay.port())) {
                for (int i = 0; i < 3; i++) {
                    assertThat(client.store("f" + i)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
                }
                assertThat(client.socket.isClosed()).isFalse();
            }
        }
    }

    @Test
    void withoutRedisItDoesNotEvenStart() throws Exception {
        redis.kill();
        assertThatThrownBy(() -> start("off")).hasMessageContaining("Unable to connect");
    }

    private boolean outlivesTwoPings(Renderer renderer) throws Exception {
        try (TestClient client = new TestClient(vertx, renderer.port())) {
            assertThat(client.answers.poll(2500, TimeUnit.MILLISECONDS)).isNull();
            return !client.socket.isClosed();
        }
    }

    private boolean finds(Renderer renderer, String id) throws Exception {
        return TestClient.get(renderer.port(), "/frames/" + id).statusCode() == 200;
    }

    private Renderer start(String resilience) throws IOException {
        return Renderer.start(Settings.from(Map.of(
                "PORT",
                "0",
                "REDIS_URL",
                redis.url(),
                "DATA_DIR",
                folder.resolve("data").toString(),
                "RESILIENCE",
                resilience)));
    }
}
