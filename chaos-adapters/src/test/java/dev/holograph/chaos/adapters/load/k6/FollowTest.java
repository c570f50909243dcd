package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of a runner's sidecar, by this machine's shell: it ends when it is to, whatever k6 did. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class FollowTest {

    @TempDir
    private Path folder;

    private Path pipe;
    private Path log;
    private Process sidecar;

    @BeforeEach
    void start() throws Exception {
        pipe = folder.resolve("samples.csv");
        log = folder.resolve("log");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        String script;
        try (InputStream in = OperatorEngine.class.getResourceAsStream(TestRunSpec.FOLLOW)) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path file = Files.writeString(folder.resolve("follow.sh"), script.replace("/results", folder.toString()));
        sidecar = new ProcessBuilder("sh", file.toString(), "chaos_due vus", "")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awk();
    }

    @AfterEach
    void stop() {
        sidecar.descendants().forEach(ProcessHandle::destroyForcibly);
        sidecar.destroyForcibly();
    }

    /** It runs when the script's trap is set. */
    private ProcessHandle awk() throws Exception {
        while (sidecar.children().findAny().isEmpty()) {
            Thread.sleep(20);
        }
        return sidecar.children().findAny().orElseThrow();
    }

    private void endsWhenItIsTold() throws Exception {
        sidecar.destroy();
        assertThat(sidecar.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void rowsAreNumberedUpToTheSummary() throws Exception {
        Files.writeString(pipe, "metric_name,timestamp,metric_value,metadata\nvus,1,2,\nother,1,2,\nvus,2,2,\n");
        Files.writeString(folder.resolve("summary.json"), "{\n\"metrics\": {}}\n");
        endsWhenItIsTold();
        assertThat(log)
                .hasContent("1 metric_name,timestamp,metric_value,metadata\n2 vus,1,2,\n3 vus,2,2,\n4 end\n"
                        + "5 summary {\"metrics\": {}}\n");
    }

    /** Its pod was deleted before k6 began: the pod would be there until its grace period is over. */
    @Test
    void oneForWhichK6NeverCameEnds() throws Exception {
        endsWhenItIsTold();
        assertThat(log).hasContent("1 end\n");
    }

    @Test
    void oneWhoseAwkWasKilledWaitsIdle() throws Exception {
        ProcessHandle awk = awk();
        awk.destroyForcibly();
        awk.onExit().get(10, TimeUnit.SECONDS);
        Thread.sleep(1_500);
        Duration took = sidecar.info().totalCpuDuration().orElse(Duration.ZERO);
        assertThat(took).isLessThan(Duration.ofMillis(500));
        endsWhenItIsTold();
        assertThat(log).content().doesNotContain("end");
    }
}
