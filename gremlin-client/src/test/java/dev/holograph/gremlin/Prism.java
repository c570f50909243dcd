package dev.holograph.gremlin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Prism, Stoplight's mock server, as a proxy before another server: it answers 422 to a request that an OpenAPI
 * document does not allow, and 500 to an answer that it does not allow.
 */
final class Prism implements AutoCloseable {

    private static final String VERSION = "5.14.2";
    private static final long STARTS_WITHIN_SECONDS = 60;
    private static final long INSTALLS_WITHIN_SECONDS = 180;

    private final Process process;
    private final int port;

    /** The test is not run, with this reason, where there is no npm or it cannot install Prism. */
    Prism(Path document, URI upstream, Path log) throws Exception {
        Path prism = install();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(
                        prism.toString(),
                        "proxy",
                        document.toString(),
                        upstream.toString(),
                        "--errors",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTS_WITHIN_SECONDS);
        while (!Files.readString(log).contains("Prism is listening")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("Prism does not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static Path install() throws Exception {
        boolean isWindows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        Path folder = Path.of("target", "prism-" + VERSION).toAbsolutePath();
        Path prism = folder.resolve("node_modules/.bin/" + (isWindows ? "prism.cmd" : "prism"));
        if (!Files.exists(prism)) {
            Optional<Path> npm = onPath(isWindows ? "npm.cmd" : "npm");
            assumeTrue(npm.isPresent(), "not run: there is no npm on the PATH, which installs Prism");
            Files.createDirectories(folder);
            Path log = folder.resolve("npm.log");
            Process install = new ProcessBuilder(List.of(
                            npm.orElseThrow().toString(),
                            "install",
                            "--no-fund",
                            "--no-audit",
                            "--ignore-scripts",
                            "--prefix",
                            folder.toString(),
                            "@stoplight/prism-cli@" + VERSION))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = install.waitFor(INSTALLS_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                install.destroyForcibly();
            }
            assumeTrue(
                    ended && install.exitValue() == 0,
                    "not run: npm cannot install Prism " + VERSION + ": " + Files.readString(log));
        }
        return prism;
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
