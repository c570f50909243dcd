package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.history.HistoryFile;
import dev.holograph.chaos.adapters.report.TrendMarkdown;
import dev.holograph.chaos.adapters.report.html.Chromium;
import dev.holograph.chaos.adapters.report.html.TrendHtml;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.PastRun.Value;
import dev.holograph.chaos.report.TrendReport;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trend from a history alone: the runs are gone. */
@Timeout(180)
class TrendOfAHistoryTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private HistoryFile history() {
        return new HistoryFile(folder.resolve("history.ndjson"), told::add);
    }

    private static PastRun run(int day, double p95, Result verdict, String commit) {
        return new PastRun(
                Instant.parse("2026-01-02T03:00:00Z").plusSeconds(day * 86_400L),
                "latency-" + day,
                "latency",
                "staging",
                "k6 2.2.0",
                commit.repeat(40),
                verdict,
                List.of(
                        new Value("slo", "p95(latency) < 1s", p95, Dimension.TIME, 1000.0, true),
                        new Value("slo", "recovery_time < 20s", p95 * 3, Dimension.TIME, 20_000.0, true)));
    }

    private String markdown() throws IOException {
        Path file = folder.resolve("trend.md");
        TrendMarkdown.write(file, TrendReport.of(history().read()));
        return Files.readString(file);
    }

    @Test
    void ofNoRunThereIsNone() throws IOException {
        assertThat(TrendReport.of(history().read())).isEmpty();
        assertThat(markdown()).isEqualTo("# Chaos trend\n");
    }

    @Test
    void tellsWhatChangedSinceTheLastGreenRun() throws IOException {
        history().append(run(0, 400, Result.PASS, "a"));
        history().append(run(1, 1500, Result.BREACH, "b"));
        history().append(run(2, 2000, Result.BREACH, "c"));

        assertThat(markdown()).isEqualTo("""
                # Chaos trend

                ## latency in staging

                - The last run, latency-2, is BREACH. The last green run before it is latency-0, PASS, with 1 run in between.
                - Commit: aaaaaaaaaa → cccccccccc
                - p95(latency) < 1s: 400ms → 2s (bound 1s)
                - recovery_time < 20s: 1.2s → 6s (bound 20s)

                | Started | Verdict | slo `p95(latency) < 1s` | slo `recovery_time < 20s` | Commit |
                |---|---|--:|--:|---|
                | bound | | 1s | 20s | |
                | 2026-01-04T03:00:00Z | BREACH | **2s** | 6s | cccccccccc |
                | 2026-01-03T03:00:00Z | BREACH | **1.5s** | 4.5s | bbbbbbbbbb |
                | 2026-01-02T03:00:00Z | PASS | 400ms | 1.2s | aaaaaaaaaa |

                3 runs, newest first. Bold: on the wrong side of its bound.
                """);
    }

    @Test
    void ofOneRunItSaysThatThereIsNoGreenOneBefore() throws IOException {
        history().append(run(0, 400, Result.PASS, "a"));
        assertThat(markdown())
                .contains("The last run, latency-0, is PASS; there is no green run before it.", "1 run, newest first");
    }

    /** Lines of an older version have no bound: none is made up. A broken one is told once with file and line. */
    @Test
    void readsAnOlderFormatAndPassesOverABrokenLine() throws IOException {
        Path file = folder.resolve("history.ndjson");
        Files.writeString(file, """
                {"started":"2026-01-01T03:00:00Z","run":"old","scenario":"latency","environment":"staging","loadEngine":"k6 2.2.0","verdict":"PASS","values":[{"role":"slo","objective":"p95(latency) < 1s","value":300.0,"dimension":"TIME"}]}
                <<<<<<< ours
                """);
        history().append(run(2, 1500, Result.BREACH, "c"));
        Files.writeString(file, "{}\n", StandardOpenOption.APPEND);

        List<TrendReport> trends = TrendReport.of(history().read());

        assertThat(trends).singleElement().satisfies(trend -> {
            assertThat(trend.runs()).hasSize(2);
            assertThat(trend.timeline().panels().get(0).lines().get(0).values()).containsExactly(Double.NaN, 1000);
            assertThat(trend.changes())
                    .contains("Commit: unknown → cccccccccc", "p95(latency) < 1s: 300ms → 1.5s (bound 1s)");
        });
        assertThat(told).singleElement().asString().startsWith(file + ":2: ").contains("1 more");
    }

    @Test
    void saysWhereTheScenarioHasBeenChanged() throws IOException {
        PastRun old = run(1, 300, Result.PASS, "a");
        PastRun now = run(2, 1500, Result.BREACH, "a");
        history().append(of(old, "old text"));
        history().append(of(now, "new text"));

        assertThat(TrendReport.of(history().read()).get(0).changes())
                .contains("The scenario has been changed between the two");
        assertThat(TrendReport.of(List.of(of(old, "text"), of(now, "text")))
                        .get(0)
                        .changes())
                .noneMatch(line -> line.contains("has been changed"));
    }

    private static PastRun of(PastRun run, String definition) {
        return new PastRun(
                run.started(),
                run.run(),
                run.scenario(),
                run.environment(),
                run.loadEngine(),
                run.commit(),
                run.verdict(),
                run.values(),
                definition);
    }

    @Test
    void isReadInABrowser() throws IOException {
        for (int i = 0; i < 500; i++) {
            boolean bad = i > 300 && i < 320 || i == 498;
            history().append(run(i, bad ? 1500 + i : 300 + i % 37, bad ? Result.BREACH : Result.PASS, "a"));
        }
        PastRun hostile = new PastRun(
                Instant.parse("2026-01-02T03:00:00Z"),
                "<script>alert(1)</script>",
                "</script><b>x",
                "\"'<e>",
                "k6",
                null,
                Result.NOT_PROVEN,
                List.of());
        history().append(hostile);
        Path file = folder.resolve("trend.html");
        new TrendHtml().write(file, TrendReport.of(history().read()));
        assertThat(Files.size(file)).isLessThan(500_000);

        try (Chromium browser = Chromium.start()) {
            for (int width : new int[] {1280, 390}) {
                for (boolean dark : new boolean[] {false, true}) {
                    for (boolean scripts : new boolean[] {true, false}) {
                        browser.open(file, width, dark, scripts);
                        assertThat(browser.overflow()).isZero();
                        if (scripts) {
                            assertThat(browser.run("return document.querySelectorAll('.uplot').length"))
                                    .isEqualTo(2L);
                            assertThat(browser.accessibilityViolations()).isEmpty();
                        }
                        browser.picture(
                                PICTURES.resolve(
                                        "trend-" + width + (dark ? "-dark" : "") + (scripts ? "" : "-still") + ".png"),
                                width);
                        assertThat(browser.console()).isEmpty();
                    }
                }
            }
        }
    }
}
