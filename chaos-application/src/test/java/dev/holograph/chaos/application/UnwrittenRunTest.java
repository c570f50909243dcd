package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.slo.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose files cannot be written: what they came to is told all the same. */
@Timeout(120)
class UnwrittenRunTest {

    @TempDir
    private Path root;

    @Test
    void theVerdictComesFirstAndTheWriteFailureOnTopOfIt() throws Exception {
        Files.createDirectories(root.resolve("Report.md/in the way"));
        LogLines log = new LogLines();
        try (SmallProject project = new SmallProject(root, "p50(latency) < 5ms")) {
            List<Summary.Entry> entries = project.run(log);

            assertThat(entries).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.result()).isEqualTo(Result.BREACH);
                assertThat(entry.reasons())
                        .anyMatch(reason -> reason.contains("p50(latency) < 5ms"))
                        .anyMatch(reason -> reason.contains("cannot be written"));
            });
            assertThat(String.join("\n", log.lines))
                    .containsSubsequence(
                            "ERROR CHAOS BREACH: scenario 'one'",
                            "p50(latency) < 5ms",
                            "ERROR what the run 'one-",
                            "cannot be written");
            assertThatThrownBy(() -> new BuildOutcome(true).failIfDue(entries))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("p50(latency) < 5ms")
                    .hasMessageContaining("cannot be written");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, ERROR",
        "WARN, ERROR",
        "NOT_PROVEN, ERROR",
        "INTERRUPTED, INTERRUPTED",
        "BREACH, BREACH",
        "ERROR, ERROR",
        "NOT_UNDONE, NOT_UNDONE"
    })
    void whatHasFailedStaysWhatItIsAndNothingElsePasses(Result result, Result unwritten) {
        Summary.Entry entry = new Summary.Entry("s", "r", result, List.of("by hand: x"), "report", "folder");

        assertThat(entry.unwritten("disk full").result()).isEqualTo(unwritten);
        assertThat(entry.unwritten("disk full").reasons()).containsExactly("by hand: x", "disk full");
    }
}
