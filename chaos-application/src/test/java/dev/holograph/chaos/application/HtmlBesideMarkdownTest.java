package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.journal.RunArchive.Kept;
import dev.holograph.chaos.report.ReportContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HtmlBesideMarkdownTest {

    @TempDir
    private Path root;

    @Test
    void bothReportsHaveASectionForEachRunAndTheHtmlItsJournal() throws Exception {
        try (SmallProject project = new SmallProject(root, "p50(latency) < 10s")) {
            project.run(new LogLines(), true);
        }

        assertThat(Files.readString(root.resolve("Report.md"))).contains("scenario: one", "scenario: two");
        assertThat(Files.readString(root.resolve("Report.html")))
                .contains("<article id=\"s-one\"", "<article id=\"s-two\"", "fault injected", "load ended");
    }

    @Test
    void thereIsNoneWhereItIsNotWanted() throws Exception {
        try (SmallProject project = new SmallProject(root, "p50(latency) < 10s")) {
            project.run(new LogLines(), false);
        }

        assertThat(root.resolve("Report.md")).exists();
        assertThat(root.resolve("Report.html")).doesNotExist();
    }

    /** Written again from the runs' files, with templates that did not exist when they ran. */
    @Test
    void templatesOfTheProjectChangeTheMarkdownAndNoLessons() throws Exception {
        Path report = root.resolve("Report.md");
        Path templates = Files.createDirectories(root.resolve("templates"));
        Files.writeString(templates.resolve("section.mustache"), "{{scenario}} came to {{verdict}}.\n");
        try (SmallProject project = new SmallProject(root, "p50(latency) < 10s")) {
            project.run(new LogLines(), false);
            Files.writeString(report, Files.readString(report).replaceFirst("_Write here.*_", "A lesson."));
            Reports reports = project.reports(
                    new LogLines(), Map.of("chaos.html", "false", "chaos.templatesDirectory", templates.toString()));
            for (Kept kept : new KeptRuns(project.folders().workspace().output())
                    .take(null, new Selection(List.of(), List.of()))) {
                reports.write(kept.result());
            }
        }

        assertThat(Files.readString(report))
                .containsPattern(
                        "one came to (PASS|NOT PROVEN|WARN|BREACH)\\.\n\n### Lessons learned\n<!-- lessons -->\nA lesson.\n")
                .contains("\ntwo came to ")
                .doesNotContain("### Objectives");
    }

    @Test
    void theTrendIsWrittenFromTheHistoryWhereTheRunsAreGone() throws Exception {
        Path history = root.resolve("history.ndjson");
        try (SmallProject project =
                new SmallProject(root, "p50(latency) < 10s", "", (variable, server) -> Optional.empty(), history)) {
            Reports reports = project.reports(new LogLines(), true);
            assertThat(reports.writeTrend()).isFalse();
            assertThat(root.resolve("Report-trend.md")).doesNotExist();
            Files.writeString(history, """
                    {"started":"2026-01-01T03:00:00Z","run":"gone","scenario":"one","environment":"local","loadEngine":"k6","verdict":"PASS","values":[]}
                    """);

            assertThat(reports.writeTrend()).isTrue();
            assertThat(new KeptRuns(project.folders().workspace().output()).isEmpty())
                    .isTrue();
        }

        assertThat(Files.readString(root.resolve("Report-trend.md"))).contains("## one in local", "gone, is PASS");
        assertThat(Files.readString(root.resolve("Report-trend.html"))).contains("one in local", "gone, is PASS");
    }

    @Test
    void theHtmlIsNeverWrittenOverTheOther() {
        assertThat(context(root.resolve("docs/chaos.html")).beside(".html"))
                .isEqualTo(root.resolve("docs/chaos.html.html"));
        assertThat(context(root.resolve("docs.v2/report")).beside(".html"))
                .isEqualTo(root.resolve("docs.v2/report.html"));
    }

    private ReportContext context(Path file) {
        return new ReportContext(root, root, file, Map.of(), line -> {});
    }
}
