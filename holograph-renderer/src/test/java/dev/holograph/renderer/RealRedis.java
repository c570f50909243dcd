package dev.holograph.renderer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A real redis-server on a free port: one from the PATH, else the one that embedded-redis brings. */
public final class RealRedis implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private RealRedis(Path folder, int port) throws Exception {
        this.folder = folder;
        this.port = port;
        start();
    }

    public static RealRedis inFolder(Path folder) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            return new RealRedis(folder, port);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Sends one inline command and returns the first line of the reply. */
    public String command(String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            StringBuilder reply = new StringBuilder();
            for (int c = in.read(); c != '\r' && c != -1; c = in.read()) {
                reply.append((char) c);
            }
            return reply.toString();
        }
    }

    /** How many frames it has. */
    public long frames() throws IOException {
        return Long.parseLong(command("KEYS frame:*").substring(1));
    }

    /** Stops the process where it stands, as a machine that swaps does: connections stay, answers do not come. */
    public void freeze() throws Exception {
        signal("STOP");
    }

    public void thaw() throws Exception {
        signal("CONT");
    }

    public void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    /** Starts it, empty, on the same port as before. */
    public void start() throws Exception {
        List<String> command = new ArrayList<>(List.of(executable(folder).toString()));
        command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        Eventually.within(Duration.ofSeconds(10), "redis-server answers", () -> {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("redis.log")))
                    .isTrue();
            try {
                return command("PING").equals("+PONG");
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Path executable(Path folder) throws IOException {
        String fileName = isWindows() ? "redis-server.exe" : "redis-server";
        for (String entry : System.getenv("PATH").split(java.io.File.pathSeparator)) {
            Path candidate = Path.of(entry, fileName);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return embedded(folder.resolve(fileName));
    }

    private static Path embedded(Path target) throws IOException {
        if (Files.exists(target)) {
            return target;
        }
        String os = isWindows() ? "windows" : System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String arch = Stream.of("aarch64", "arm64").anyMatch(System.getProperty("os.arch")::equals) ? "arm64" : "amd64";
        String wanted = os + "-" + arch;
        for (String version : List.of("6.2.6-v5", "6.2.7", "5.0.14.1")) {
            String name = "/redis-server-" + version + "-" + wanted + (isWindows() ? ".exe" : "");
            try (InputStream in = RealRedis.class.getResourceAsStream(name)) {
                if (in != null) {
                    Files.copy(in, target);
                    assertThat(target.toFile().setExecutable(true)).isTrue();
                    return target;
                }
            }
        }
        return abort("no redis-server on the PATH, and embedded-redis has none for " + wanted);
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
