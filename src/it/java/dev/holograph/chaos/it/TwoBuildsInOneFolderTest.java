package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of one project at once: the second writes the file of verdicts anew while the first still needs it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "builds are started in a process group of their own, as on Linux")
class TwoBuildsInOneFolderTest {

    private static final Duration MOST = Duration.ofSeconds(180);

    private static final String PLUGIN =
            "dev.holograph.chaos:chaos-maven-plugin:" + System.getProperty("it.version") + ":";

    @TempDir
    private Path folder;

    /** The first leaves it to {@code chaos:verify} to fail, and what that reads no longer knows of the breach. */
    @Test
    void aBreachOfTheFirstIsNotLostThroughTheSecond() throws Exception {
        try (Build first = Build.start(
                "suites",
                folder,
                Map.of(),
                PLUGIN + "run@late",
                PLUGIN + "run@slow",
                PLUGIN + "verify",
                "-Dchaos.load=embedded",
                "-Dchaos.failOnBreach=false",
                "-Dchaos.p.delay=600ms", // which 'late' does not bear, and 'slow' does
                "-Dchaos.fault=15s")) { // the second build begins before 'slow' is over
            first.awaitLog("Scenario 'slow", MOST);
            assertThat(verdicts()).contains("BREACH");
            try (Build second = Build.startBeside(
                    "second.log", folder, PLUGIN + "run", "-Dscenario=slow", "-Dchaos.load=embedded")) {
                Build.await(() -> !verdicts().contains("BREACH"), MOST, "the second build to forget the breach");
                first.untilGone(MOST);

                assertThat(first.status()).as(first.log()).isNotZero();
                assertThat(first.log())
                        .containsPattern("this build has run late.*, of which .*summary.json says nothing any more")
                        .contains("another build in the same project has written it anew");
                second.untilGone(MOST);
            }
        }
    }

    private String verdicts() {
        try {
            return Files.readString(folder.resolve("target/chaos/summary.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
