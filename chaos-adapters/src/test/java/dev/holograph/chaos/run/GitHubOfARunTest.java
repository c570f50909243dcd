package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.report.github.Annotations;
import dev.holograph.chaos.adapters.report.github.StepSummary;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What GitHub Actions gets to read, by the rules that its documentation gives for workflow commands and summaries. */
@Timeout(60)
class GitHubOfARunTest {

    @TempDir
    private Path folder;

    private static Scenarios scenario() {
        return Scenarios.scenario().latency("slow", 0, null).slo("error_rate < 1%", "recovery_time < 20s");
    }

    private static RunResult breach() {
        return new Simulation(scenario().build())
                .system(world -> world.broken() ? Reply.error() : Reply.ok(20))
                .run();
    }

    @Test
    void aBreachStandsAtTheLineOfItsObjective() {
        RunResult run = breach();
        assertThat(Annotations.of(List.of(run), "chaos/")).anySatisfy(line -> assertThat(line)
                .startsWith("::error file=chaos/scenarios/test.yaml,line="
                        + run.evaluation().objectives().stream()
                                .filter(one -> one.result() == Result.BREACH)
                                .findFirst()
                                .orElseThrow()
                                .objective()
                                .location()
                                .line()
                        + ",title=Chaos BREACH%3A test::error_rate < 1%25 ")
                .contains("does not hold"));
    }

    @Test
    void aRunThatHoldsHasNone() {
        assertThat(Annotations.of(List.of(new Simulation(scenario().build()).run()), ""))
                .isEmpty();
    }

    @Test
    void noMoreThanGitHubShows() {
        List<String> all = Annotations.of(Collections.nCopies(30, breach()), "");
        assertThat(all).filteredOn(line -> line.startsWith("::error ")).hasSize(10);
    }

    @Test
    void aMessageCannotBeginAnotherCommand() {
        Simulation odd = new Simulation(scenario().build());
        odd.environmentProblem = "it is\n::warning::not there\r\u001b[31m";
        assertThat(Annotations.of(List.of(odd.run()), ""))
                .allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r", "\u001b"))
                .anySatisfy(line -> assertThat(line).contains("it is%0A::warning::not there"));
    }

    @Test
    void theSummaryIsAddedToWhatIsThere() throws IOException {
        Path file = folder.resolve("summary.md");
        Files.writeString(file, "Before.\n\n");
        StepSummary.append(file, List.of(ReportBuilder.of(breach())), "docs/ChaosReport.md");
        assertThat(Files.readString(file))
                .startsWith("Before.\n\n## Chaos tests\n")
                .contains("| `test` | **BREACH** | A scenario for tests |")
                .contains("\n### BREACH: A scenario for tests\n")
                .contains("The whole report: `docs/ChaosReport.md`");
    }

    @Test
    void aSummaryThatWouldBeLostForItsLengthIsCut() throws IOException {
        Path file = folder.resolve("summary.md");
        ReportModel run = ReportBuilder.of(breach());
        StepSummary.append(file, Collections.nCopies(2000, run), "docs/ChaosReport.md");
        String text = Files.readString(file);
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(800_000, 900_000);
        assertThat(text.lines().filter(line -> line.startsWith("| `test`"))).hasSize(2000);
        assertThat(text).endsWith("more are in the report, which would be too long for this summary._\n");
    }
}
