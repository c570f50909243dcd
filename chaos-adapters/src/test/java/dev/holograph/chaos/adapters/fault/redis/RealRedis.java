package dev.holograph.chaos.adapters.fault.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.spi.Endpoint;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.Socket;
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

    private static RealRedis start(Path folder, List<String> options, String... settings) throws Exception {
        Optional<Path> executable = Executables.find("redis-server");
        assumeTrue(executable.isPresent(), "no redis-server on the PATH: skipped");
        int port = new Ports().free();
        Path home = Files.createDirectories(folder.resolve("redis-" + port));
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "dir " + home));
        for (String setting : settings) {
            lines.add(setting.replace("{port}", String.valueOf(port)));
        }
        if (lines.stream().noneMatch(line -> line.startsWith("port "))) {
            lines.add("port " + port);
        }
        Path conf = Files.write(home.resolve("redis.conf"), lines);
        List<String> command = new ArrayList<>(List.of(executable.get().toString(), conf.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        RealRedis redis = new RealRedis(process, new Endpoint("127.0.0.1", port));
        Eventually.eventually("redis-server accepts", Duration.ofSeconds(10), redis::accepts);
        return redis;
    }

    private boolean accepts() {
        try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
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
