package dev.holograph.renderer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The renderer as a process of its own, killed under load and told to end. */
@Timeout(120)
class ProcessTest {
    private static final Pattern READY = Pattern.compile("Renderer ready on port (\\d+) after");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Process> processes = new ArrayList<>();
    private RealRedis redis;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.inFolder(folder);
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        redis.close();
        vertx.close();
    }

    @Test
    void killedUnderLoadTheResilientRendererLosesNothing() throws Exception {
        List<String> acked = killUnderLoad("on");
        redis.command("FLUSHALL");

        int port = ready(launch("on"));

        assertThat(acked).hasSizeGreaterThan(1000);
        assertThat(missing(port, acked)).isEmpty();
    }

    @Test
    void killedUnderLoadTheOtherLosesWhatItHadNotSentYet() throws Exception {
        List<String> acked = killUnderLoad("off");

        int port = ready(launch("off"));

        assertThat(missing(port, acked)).isNotEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
    void toldToEndItEndsWithZero() throws Exception {
        Process process = launch("on");
        try (TestClient client = new TestClient(vertx, ready(process))) {
            client.store("a");
            process.destroy();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(missing(ready(launch("on")), List.of("a"))).isEmpty();
    }

    @Test
    void wrongSettingsAreSaidInOneLine() throws Exception {
        Process process = launch("maybe");

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(output()).strip())
                .isEqualTo("The renderer cannot start: RESILIENCE: found 'maybe', allowed is on or off");
    }

    /** Sends frames over four connections, kills the process meanwhile, and returns what it had acknowledged. */
    private List<String> killUnderLoad(String resilience) throws Exception {
        Process process = launch(resilience);
        int port = ready(process);
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(new TestClient(vertx, port));
        }
        int sent = 0;
        List<JsonObject> answers = new ArrayList<>();
        while (answers.size() < 2000) {
            for (int c = 0; c < clients.size(); c++) {
                // On a busy machine the impatient keep-alive may end a connection: a client connects again.
                if (clients.get(c).socket.isClosed()) {
                    clients.get(c).answers.drainTo(answers);
                    clients.set(c, new TestClient(vertx, port));
                }
                for (int i = 0; i < 20; i++) {
                    clients.get(c).sendFrame("f" + sent++);
                }
            }
            for (TestClient client : clients) {
                JsonObject answer = client.answers.poll(1, TimeUnit.SECONDS);
                if (answer != null) {
                    answers.add(answer);
                }
                client.answers.drainTo(answers);
            }
        }
        process.destroyForcibly().waitFor();
        for (TestClient client : clients) {
            Eventually.within(Duration.ofSeconds(5), "the connection is gone", client.socket::isClosed);
            client.answers.drainTo(answers);
        }
        return answers.stream().map(answer -> answer.getString("ack")).toList();
    }

    private static List<String> missing(int port, List<String> ids) throws Exception {
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            if (TestClient.get(port, "/frames/" + id).statusCode() != 200) {
                missing.add(id);
            }
        }
        return missing;
    }

    private Process launch(String resilience) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Renderer.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        builder.environment().put("PORT", "0");
        builder.environment().put("REDIS_URL", redis.url());
        builder.environment().put("DATA_DIR", folder.resolve("data").toString());
        builder.environment().put("RESILIENCE", resilience);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private int ready(Process process) throws Exception {
        int[] port = new int[1];
        Eventually.within(Duration.ofSeconds(20), "the renderer is ready", () -> {
            assertThat(process.isAlive()).as(Files.readString(output())).isTrue();
            Matcher ready = READY.matcher(Files.readString(output()));
            if (ready.find()) {
                port[0] = Integer.parseInt(ready.group(1));
            }
            return port[0] != 0;
        });
        return port[0];
    }

    private Path output() {
        return folder.resolve("renderer.log");
    }
}
