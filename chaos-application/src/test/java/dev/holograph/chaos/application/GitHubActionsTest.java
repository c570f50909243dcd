package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.slo.Result;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubActionsTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LogLines log = new LogLines();

    private GitHubActions actions(Map<String, String> variables) {
        PrintStream commands = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new GitHubActions(variables::get, folder.resolve("shop"), commands, log);
    }

    private List<Summary.Entry> run(SmallProject project) throws Exception {
        List<Summary.Entry> entries = project.run(log);
        assertThat(entries).extracting(Summary.Entry::result).containsOnly(Result.BREACH);
        return entries;
    }

    @Test
    void aStepOfAWorkflowGetsAnnotationsAndASummary() throws Exception {
        try (SmallProject project = new SmallProject(folder.resolve("shop"), "p50(latency) < 1ms")) {
            List<Summary.Entry> entries = run(project);
            Path summary = folder.resolve("summary.md");

            project.reports(log, true)
                    .github(
                            entries,
                            actions(Map.of(
                                    "GITHUB_ACTIONS",
                                    "true",
                                    "GITHUB_WORKSPACE",
                                    folder.toString(),
                                    "GITHUB_STEP_SUMMARY",
                                    summary.toString())));

            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("::error file=shop/scenarios/")
                            || line.startsWith("::warning file=shop/scenarios/"));
            assertThat(Files.readString(summary)).startsWith("## Chaos tests\n").contains("**BREACH**");

            printed.reset();
            project.reports(log, true).github(entries, actions(Map.of("GITHUB_STEP_SUMMARY", summary.toString())));
            assertThat(printed.size()).as("elsewhere nothing is printed").isZero();

            project.reports(log, true)
                    .github(
                            entries,
                            actions(Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", folder.toString())));
            assertThat(log.lines).anyMatch(line -> line.startsWith("WARN the summary of this job cannot be written: "));
        }
    }
}
