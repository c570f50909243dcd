package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void theHtmlIsNeverWrittenOverTheOther() {
        Workspace workspace = new Workspace(root, root, root, root, java.util.Map.of());

        assertThat(new RunFolders(workspace, root, root.resolve("docs/chaos.html")).htmlReport())
                .isEqualTo(root.resolve("docs/chaos.html.html"));
        assertThat(new RunFolders(workspace, root, root.resolve("docs.v2/report")).htmlReport())
                .isEqualTo(root.resolve("docs.v2/report.html"));
    }
}
