package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Latency;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real client and a real server speak through the proxy as they do without. */
@Timeout(60)
class RedisThroughProxyTest {

    @Test
    void redisWorksThroughTheProxyAndFeelsItsFaults(@TempDir Path directory) throws Exception {
        Optional<Path> server = onPath("redis-server");
        assumeTrue(server.isPresent(), "no redis-server on the PATH: the proxy is not tried with a real Redis");
        int port = ProxyFixture.freePort();
        Process redis = new ProcessBuilder(
                        server.orElseThrow().toString(), "--port", "" + port, "--bind", "127.0.0.1", "--save", "")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        try {
            awaitListening(port);
            try (ProxyFixture proxy = new ProxyFixture(port)) {
                speak(proxy);
            }
        } finally {
            redis.destroy();
            if (!redis.waitFor(5, TimeUnit.SECONDS)) {
                redis.destroyForcibly().waitFor();
            }
        }
    }

    private static void speak(ProxyFixture proxy) throws Exception {
        RedisClient client = RedisClient.create("redis://" + proxy.address());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            String large = "x".repeat(1 << 20);
            for (int i = 0; i < 20; i++) {
                commands.set("key" + i, large + i);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(commands.get("key" + i)).isEqualTo(large + i);
            }
            ProxyFixture.Switch<Latency> latency = proxy.fault(
                    "slow",
                    new Latency(
                            Duration.ofMillis(150), Duration.ZERO, Latency.Distribution.UNIFORM, Direction.RESPONSES));
            latency.on();
            long before = System.nanoTime();
            assertThat(commands.ping()).isEqualTo("PONG");
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(150_000_000L);
            latency.off();
        } finally {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void awaitListening(int port) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("redis-server does not listen after 20 s", e);
                }
                Thread.sleep(20);
            }
        }
    }
}
