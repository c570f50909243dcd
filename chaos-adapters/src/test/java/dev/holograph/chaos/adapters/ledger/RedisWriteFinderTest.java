package dev.holograph.chaos.adapters.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisWriteFinderTest {

    private static final String PASSWORD = "s3cret-of-redis";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private int port;
    private Process redis;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> executable = Executables.find("redis-server");
        assumeTrue(executable.isPresent(), "no redis-server on the PATH: skipped");
        port = new Ports().free();
        redis = new ProcessBuilder(
                        executable.get().toString(),
                        "--port",
                        "" + port,
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        "",
                        "--requirepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Eventually.eventually("redis-server listens", LONG, () -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (java.io.IOException e) {
                return false;
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        if (redis != null) {
            redis.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatHasNoKeyIsLost() throws Exception {
        List<String> ids = new ArrayList<>();
        Map<String, String> kept = new HashMap<>();
        for (int i = 0; i < 12_345; i++) {
            ids.add("run-1-" + i);
            if (i % 5_000 != 4_999) { // at a batch's end
                kept.put("frame:run-1-" + i, "x");
            }
        }
        withRedis(commands -> commands.mset(kept));

        assertThat(find(ids, PASSWORD, LONG)).isEqualTo(answer(List.of("run-1-4999", "run-1-9999"), List.of()));
        // Each once, and what was denied once more.
        withRedis(commands ->
                assertThat(commands.info("commandstats")).contains("cmdstat_exists:calls=" + (12_345 + 2) + ","));
    }

    @Test
    void whatComesLateIsForgiven() throws Exception {
        CompletableFuture<Answer> finding = CompletableFuture.supplyAsync(() -> {
            try {
                return find(List.of("a"), PASSWORD, LONG);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        withRedis(commands -> {
            Eventually.eventually("it was looked for once", LONG, () -> commands.info("commandstats")
                    .contains("cmdstat_exists"));
            return commands.set("frame:a", "late");
        });

        Answer answer = finding.get(20, TimeUnit.SECONDS);
        assertThat(answer.lost().isEmpty() && answer.unknown().isEmpty()).isTrue();
        assertThat(answer.foundLate()).isOne();
    }

    @Test
    void aRedisThatIsGoneLosesNothing() throws Exception {
        redis.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        assertThat(find(List.of("a", "b"), PASSWORD, Duration.ofMillis(700)))
                .isEqualTo(answer(List.of(), List.of("a", "b")));
    }

    @Test
    void aWrongPasswordIsToldAtOnceAndNotShown() {
        assertThatThrownBy(() -> find(List.of("a"), "wrong-password", LONG))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("the ledger cannot ask target 'redis': ")
                .hasMessageContaining("the right user and password")
                .message()
                .doesNotContain("wrong-password");
    }

    private static Answer answer(List<String> lost, List<String> unknown) {
        return Answer.of(Writes.of(lost), Writes.of(unknown));
    }

    private Answer find(List<String> ids, String password, Duration within) throws Exception {
        return new RedisWriteFinder("frame:{id}", new RedisAddress("target 'redis'", uri(password)))
                .find(
                        Writes.of(ids),
                        Deadline.in(Duration.ZERO, System::nanoTime),
                        Deadline.in(within, System::nanoTime));
    }

    private RedisURI uri(String password) {
        return RedisURI.create("redis://:" + password + "@127.0.0.1:" + port);
    }

    private interface Use {
        Object by(RedisCommands<String, String> commands) throws Exception;
    }

    private void withRedis(Use use) throws Exception {
        RedisClient client = RedisClient.create(uri(PASSWORD));
        try {
            use.by(client.connect().sync());
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }
}
