package dev.holograph.chaos.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each benchmark is started once, as short as it can be, in a JVM of its own as its script does it. Figures are not looked
 * at: a build server is no place to measure. Left out is {@code DuckDbBenchmark}, which is only compiled: DuckDB's driver has
 * 70 MB.
 */
final class SmokeTest {

    private static final String CORE = "dev.holograph.chaos.slo.";

    @TempDir
    Path folder;

    @Test
    void recording() throws Exception {
        assertThat(run(CORE + "RecordingBenchmark", "1")).contains("round  1: due ");
    }

    @Test
    void judging() throws Exception {
        for (String kind : List.of("latency", "metrics", "many", "busy")) {
            assertThat(run(CORE + "JudgingBenchmark", kind, "1"))
                    .contains(kind.toUpperCase(java.util.Locale.ROOT) + " round  1: ");
        }
    }

    @Test
    void live() throws Exception {
        assertThat(run(CORE + "LiveBenchmark", "1")).contains("measured").contains("minutes 0 to 10");
    }

    @Test
    void day() throws Exception {
        assertThat(run(CORE + "DayBenchmark", "1")).contains("before: ", "after 1 minutes: ");
    }

    @Test
    void reports() throws Exception {
        assertThat(run(CORE + "ReportBenchmark", "all", "1"))
                .contains("ChaosReport.html")
                .contains("TEST-chaos.xml");
    }

    @Test
    void schemas() throws Exception {
        for (String way : List.of("shipped", "made")) {
            assertThat(run("dev.holograph.chaos.application.SchemaBenchmark", way, "1"))
                    .contains(way + ", round   1: ")
                    .contains("suite.schema.json");
        }
    }

    @Test
    void csv() throws Exception {
        String file = folder.resolve("samples.csv").toString();
        assertThat(run("dev.holograph.chaos.adapters.load.k6.CsvBenchmark", file, "6000", "2"))
                .contains("   2 ");
    }

    @Test
    void samplesOfRunners() throws Exception {
        for (String sink : List.of("counting", "recording")) {
            assertThat(run("dev.holograph.chaos.adapters.load.k6.MergeBenchmark", sink, "1", "2"))
                    .contains("   2 ");
        }
    }

    @Test
    void ledger() throws Exception {
        String port = String.valueOf(freePort());
        Server database =
                Server.createTcpServer("-tcpPort", port, "-ifNotExists").start();
        try {
            String ledger = "dev.holograph.chaos.adapters.ledger.LedgerBenchmark";
            run(List.of("-Dport=" + port), ledger, "fill-sql", "2000");
            assertThat(run(List.of("-Dport=" + port), ledger, "sql", "2000")).contains("2 lost, 0 unknown");
        } finally {
            database.stop();
        }
    }

    @Test
    void loadOfUsers() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        java.util.concurrent.atomic.AtomicInteger served = new java.util.concurrent.atomic.AtomicInteger();
        server.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            run("LoadBenchmark", "users", String.valueOf(server.getAddress().getPort()), "1");
        } finally {
            server.stop(0);
        }
        assertThat(served).hasPositiveValue();
    }

    @Test
    void loadOnSchedule() throws Exception {
        assertThat(run("LoadBenchmark", "schedule", "100", "1"))
                .contains("sent")
                .contains("p99.9");
    }

    @Test
    void proxy() throws Exception {
        assertThat(run("LatencyAccuracy", "80")).contains("with 50 ms, less 50 ms");
    }

    @Test
    void proxyByItself() throws Exception {
        Process proxy = start(List.of(), "ProxyMain", String.valueOf(freePort()));
        try (InputStream out = proxy.getInputStream()) {
            StringBuilder port = new StringBuilder();
            for (int c = out.read(); c > ' '; c = out.read()) {
                port.append((char) c);
            }
            assertThat(port.toString()).matches("[0-9]+");
            proxy.getOutputStream().close();
            assertThat(proxy.waitFor(1, TimeUnit.MINUTES))
                    .as("ends with its input")
                    .isTrue();
        } finally {
            proxy.destroyForcibly();
        }
        assertThat(proxy.exitValue()).isZero();
    }

    private String run(String main, String... arguments) throws Exception {
        return run(List.of(), main, arguments);
    }

    private String run(List<String> options, String main, String... arguments) throws Exception {
        Process process = start(options, main, arguments);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Process start(List<String> options, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve("here")).toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
