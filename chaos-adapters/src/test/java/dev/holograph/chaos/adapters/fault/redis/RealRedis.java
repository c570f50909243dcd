package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.spi.Endpoint;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The redis-server of this machine with the settings that a test wants, and a client of its own beside the driver. */
public final class RealRedis implements AutoCloseable {

    private final Process process;
    private final Endpoint endpoint;
    private final List<RedisClient> clients = new ArrayList<>();

    private RealRedis(Process process, Endpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** @param settings as in redis.conf; {@code {port}} stands for the port that is waited for */
    public static RealRedis start(Path folder, String... settings) throws Exception {
        return start(folder, List.of(), settings);
    }

    static RealRedis sentinel(Path folder, String... settings) throws Exception {
        return start(folder, List.of("--sentinel"), settings);
    }

    /** Another program may take a port between the look and the start: redis-server then ends, and gets others. */
    private static RealRedis start(Path folder, List<String> options, String... settings) throws Exception {
        Optional<Path> executable = Executables.find("redis-server");
        assumeTrue(executable.isPresent(), "no redis-server on the PATH: skipped");
        for (int attempt = 1; ; attempt++) {
            int port = new Ports().free();
            Path home = Files.createDirectories(folder.resolve("redis-" + port));
            Path conf = Files.write(home.resolve("redis.conf"), lines(home, port, settings));
            List<String> command = new ArrayList<>(List.of(executable.get().toString(), conf.toString()));
            command.addAll(options);
            Path log = home.resolve("log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Eventually.eventually(
                    "redis-server is ready", Duration.ofSeconds(10), () -> !process.isAlive() || isReady(log));
            if (process.isAlive()) {
                return new RealRedis(process, new Endpoint("127.0.0.1", port));
            }
            assertThat(attempt).as(Files.readString(log)).isLessThan(5);
        }
    }

    private static List<String> lines(Path home, int port, String... settings) throws Exception {
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "dir " + home));
        for (String setting : settings) {
            lines.add(setting.replace("{port}", String.valueOf(port)));
        }
        if (lines.stream().noneMatch(line -> line.startsWith("port "))) {
            lines.add("port " + port);
        }
        if (lines.contains("cluster-enabled yes")) {
            // The standard is port + 10000, where outgoing connections have their ports.
            lines.add("cluster-port " + new Ports().free());
        }
        return lines;
    }

    /** Its port is open before: only these lines say that all of its ports could be had. */
    private static boolean isReady(Path log) {
        try {
            String said = Files.readString(log);
            return said.contains("Ready to accept connections") || said.contains("Sentinel ID is");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public String url() {
        return "redis://" + endpoint;
    }

    /** A new connection, with a short limit so that one that is paused is told from one that is slow. */
    public RedisCommands<String, String> client() {
        return client(url());
    }

    public RedisCommands<String, String> client(String url) {
        RedisClient client = RedisClient.create(url);
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        clients.add(client);
        RedisCommands<String, String> commands = client.connect().sync();
        commands.setTimeout(Duration.ofSeconds(5));
        return commands;
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        clients.forEach(client -> client.shutdown(Duration.ZERO, Duration.ofSeconds(1)));
        kill();
    }
}
