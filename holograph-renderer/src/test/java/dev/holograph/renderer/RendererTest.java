package dev.holograph.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints of a renderer; Redis is there and well. */
@Timeout(60)
class RendererTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RealRedis redis;
    private Renderer renderer;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.inFolder(folder);
        renderer = start("on");
    }

    @AfterEach
    void stop() throws Exception {
        renderer.close();
        redis.close();
        vertx.close();
    }

    @Test
    void storesAFrameAndServesItAsItCame() throws Exception {
        try (TestClient client = client()) {
            String text = "{\"id\":\"a.b_c-1\", \"data\":{\"ä\":[1,null]}}";
            assertThat(client.ask(text)).isEqualTo(new JsonObject().put("ack", "a.b_c-1"));

            HttpResponse<String> found = TestClient.get(renderer.port(), "/frames/a.b_c-1");

            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(found.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(found.body()).isEqualTo(text);
        }
    }

    @Test
    void givesAPlainFrameAnId() throws Exception {
        try (TestClient client = client()) {
            String id = client.ask("frame").getString("ack");

            assertThat(new JsonObject(
                            TestClient.get(renderer.port(), "/frames/" + id).body()))
                    .isEqualTo(new JsonObject().put("id", id).put("data", "frame"));
        }
    }

    @Test
    void anIdThatComesAgainIsAcknowledgedAndStoredOnce() throws Exception {
        try (TestClient client = client()) {
            client.ask("{\"id\":\"a\",\"data\":\"first\"}");
            assertThat(client.ask("{\"id\":\"a\",\"data\":\"second\"}").getString("ack"))
                    .isEqualTo("a");

            assertThat(TestClient.get(renderer.port(), "/frames/a").body()).contains("first");
            assertThat(TestClient.metric(renderer.port(), "holograph_frames_stored_total"))
                    .isEqualTo(1);
            assertThat(TestClient.metric(renderer.port(), "holograph_frames_repeated_total"))
                    .isEqualTo(1);
        }
    }

    @Test
    void everyFrameOfABurstIsAcknowledgedOnce() throws Exception {
        try (TestClient client = client()) {
            int count = 20_000;
            for (int i = 0; i < count; i++) {
                client.sendFrame("f" + i);
            }
            Set<String> acked = new HashSet<>();
            for (int i = 0; i < count; i++) {
                assertThat(acked.add(client.next().getString("ack"))).isTrue();
            }
            assertThat(TestClient.metric(renderer.port(), "holograph_log_sync_seconds_count"))
                    .as("syncs are shared")
                    .isLessThan(count / 4.0);
        }
    }

    @Test
    void badInputGetsAnErrorAndKeepsTheConnection() throws Exception {
        try (TestClient client = client()) {
            assertThat(client.ask("no frame").getString("error")).isEqualTo("bad-json");
            assertThat(client.ask("{\"id\":\"a b\",\"data\":1}").getString("error"))
                    .isEqualTo("bad-id");
            assertThat(client.ask("{\"id\":\"a\"}"))
                    .isEqualTo(new JsonObject()
                            .put("error", "no-data")
                            .put("message", "data is missing")
                            .put("id", "a"));
            assertThat(client.ask("x".repeat(FrameServer.MAX_MESSAGE)).getString("error"))
                    .isEqualTo("too-large");
            client.socket.writeBinaryMessage(Buffer.buffer("frame"));
            assertThat(client.next().getString("error")).isEqualTo("not-text");

            client.store("still-here");
            assertThat(TestClient.metric(renderer.port(), "holograph_frames_refused_total"))
                    .isEqualTo(5);
        }
    }

    @Test
    void aMessageBeyondAllLimitsEndsItsConnectionOnly() throws Exception {
        try (TestClient other = client();
                TestClient client = client()) {
            client.send("x".repeat(FrameServer.MAX_MESSAGE + 1));
            Eventually.within(Duration.ofSeconds(10), "the connection is closed", client.socket::isClosed);

            other.store("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/frames/", "/frames/a%20b", "/frames/..%2fx", "/frames/a/b"})
    void refusesIdsThatAreNone(String path) throws Exception {
        assertThat(TestClient.get(renderer.port(), path).statusCode()).isEqualTo(400);
    }

    @Test
    void answersWhatItDoesNotKnow() throws Exception {
        int port = renderer.port();
        assertThat(TestClient.get(port, "/frames/unknown").statusCode()).isEqualTo(404);
        assertThat(TestClient.get(port, "/").statusCode()).isEqualTo(404);
        assertThat(TestClient.get(port, "/ws").statusCode()).isEqualTo(426);
        HttpResponse<String> deleted = TestClient.send(port, "/frames/a", "DELETE");
        assertThat(deleted.statusCode()).isEqualTo(405);
        assertThat(deleted.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void tellsItsStateAndItsNumbers() throws Exception {
        int port = renderer.port();
        try (TestClient client = client()) {
            client.store("a");
            assertThat(TestClient.get(port, "/healthz").statusCode()).isEqualTo(200);
            assertThat(TestClient.get(port, "/readyz").statusCode()).isEqualTo(200);
            assertThat(TestClient.get(port, "/metrics").body())
                    .contains("# TYPE holograph_ack_seconds histogram")
                    .contains("holograph_ack_seconds_bucket{le=\"+Inf\"} 1\n")
                    .contains("holograph_ack_seconds_count 1\n")
                    .contains("holograph_acks_total 1\n")
                    .contains("holograph_connections_open 1\n");
        }
        Eventually.within(
                Duration.ofSeconds(5),
                "the closed connection is not counted any more",
                () -> TestClient.metric(port, "holograph_connections_open") == 0);
    }

    @Test
    void aStopAnswersWhatWasTakenAndSaysGoodbye() throws Exception {
        TestClient client = client();
        for (int i = 0; i < 500; i++) {
            client.sendFrame("f" + i);
        }
        client.next();
        renderer.close();

        Eventually.within(Duration.ofSeconds(5), "the connection is closed", client.socket::isClosed);
        assertThat(client.socket.closeStatusCode()).isEqualTo((short) 1001);
        renderer = start("on");
        for (JsonObject answer : client.answers) {
            assertThat(TestClient.get(renderer.port(), "/frames/" + answer.getString("ack"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void findsFramesAfterARestart() throws Exception {
        try (TestClient client = client()) {
            client.store("a");
        }
        renderer.close();
        redis.command("FLUSHALL");
        renderer = start("on");

        assertThat(TestClient.get(renderer.port(), "/frames/a").body()).isEqualTo(TestClient.frame("a"));
    }

    @ParameterizedTest
    @EnumSource(Resilience.class)
    void aPortInUseIsSaidAndLeavesNothingBehind(Resilience resilience) throws Exception {
        Settings taken = new Settings(
                renderer.port(), settings("on").redis(), folder.resolve("other-" + resilience), resilience);

        assertThatThrownBy(() -> Renderer.start(taken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PORT " + renderer.port() + " cannot be listened on");
        Renderer.start(new Settings(0, taken.redis(), taken.dataFolder(), resilience))
                .close();
    }

    private Renderer start(String resilience) throws IOException {
        return Renderer.start(settings(resilience));
    }

    private Settings settings(String resilience) {
        return Settings.from(Map.of(
                "PORT",
                "0",
                "REDIS_URL",
                redis.url(),
                "DATA_DIR",
                folder.resolve("data").toString(),
                "RESILIENCE",
                resilience));
    }

    private TestClient client() throws Exception {
        return new TestClient(vertx, renderer.port());
    }
}
