package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.report.TrendReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports that are found beside the plugin, and what happens where one of them fails. */
class FoundReportsTest {

    @TempDir
    private Path root;

    @Test
    void theProjectsOwnReportsAreFoundAsAllOthersAre() {
        assertThat(ServiceLoader.load(ReportProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(ReportProvider::name))
                .contains("markdown", "html", "junit");
        assertThat(new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty()).settings())
                .contains("chaos.html", "chaos.templatesDirectory");
    }

    @Test
    void mistakesInTemplatesAreToldBeforeAnythingIsWritten() throws Exception {
        Path templates = Files.createDirectories(root.resolve("templates"));
        Files.writeString(templates.resolve("section.mustache"), "{{verdikt}}");
        ReportContext context = new ReportContext(
                root,
                root.resolve("out"),
                root.resolve("out/Report.md"),
                Map.of("chaos.templatesDirectory", "templates"),
                line -> {});

        assertThat(ProviderRegistry.reports(context).violations())
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("section.mustache:1", "verdikt"));
        assertThat(root.resolve("out")).doesNotExist();
    }

    @Test
    void eachReportIsWrittenEvenWhenAnotherFails() throws Exception {
        List<String> told = new ArrayList<>();
        RunReport breaks = new RunReport() {
            @Override
            public void trend(List<TrendReport> trends) {
                throw new IllegalStateException("no paper");
            }
        };
        RunReport full = new RunReport() {
            @Override
            public void trend(List<TrendReport> trends) throws IOException {
                throw new IOException("no space");
            }
        };
        RunReport works = new RunReport() {
            @Override
            public void trend(List<TrendReport> trends) {
                told.add(trends.get(0).scenario());
            }
        };
        Path history = root.resolve("history.ndjson");
        Files.writeString(history, """
                {"started":"2026-01-01T03:00:00Z","run":"gone","scenario":"one","environment":"local","loadEngine":"k6","verdict":"PASS","values":[]}
                """);
        Workspace workspace = new Workspace(root, root, root, root, Map.of());
        Reports reports = new Reports(
                new RunFolders(workspace, root, root.resolve("Report.md")),
                history,
                5,
                List.of(breaks, full, works),
                new LogLines());

        assertThatThrownBy(reports::writeTrend)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no paper")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessage("no space")));
        assertThat(told).containsExactly("one");
    }
}
