package dev.holograph.chaos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.report.TrendReport;
import dev.holograph.chaos.run.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every report promises. Extend it in a test of a report. */
public abstract class ReportContract {

    /** What would run as a script, break out of a table, or leave a folder, where a report does not mind. */
    private static final String HOSTILE = "</script><script>alert(1)</script> | ../../x \u001b[31m \" ' ` & ]]>";

    @TempDir
    private Path root;

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    /** The report's provider: a new one at each call. */
    protected abstract ReportProvider provider();

    /** The settings of the build by which the report is wanted. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Whether it writes anything of a single run; a report of whole builds may not. */
    protected boolean tellsRuns() {
        return true;
    }

    /** Whether it writes something of a whole build. */
    protected boolean tellsBuilds() {
        return false;
    }

    private Path project;

    @BeforeEach
    final void makeProject() throws IOException {
        project = Files.createDirectories(root.resolve("project"));
    }

    private RunReport report() {
        Path output = project.resolve("target/chaos");
        return provider()
                .report(new ReportContext(project, output, output.resolve("ChaosReport.md"), settings(), warnings::add))
                .get();
    }

    private static DetailedReport detailed(RunResult run) {
        return DetailedReportBuilder.of(run, List.of(), 5, List.of());
    }

    /** Every file below the test's folder, with what is in it. */
    private Map<String, String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> root.relativize(file).toString(),
                            ReportContract::text,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    final void toMakeItWritesNothing() throws Exception {
        assertFalse(provider().name().isBlank());

        report();

        assertEquals(Map.of(), files());
    }

    @Test
    final void aRunIsWrittenIntoTheProjectAndNowhereElse() throws Exception {
        RunResult run = SampleRun.answered("sample", "A sample");
        RunReport report = report();

        report.add(detailed(run));
        assertEquals(tellsRuns(), !files().isEmpty(), "whether it tells runs");
        report.build(List.of(run), true);
        assertTrue(!tellsBuilds() || !files().isEmpty(), "whether it tells builds");

        for (String file : files().keySet()) {
            assertTrue(file.startsWith("project"), () -> file + " lies outside of the project");
        }
    }

    /** {@code chaos:report} writes the same run again. */
    @Test
    final void theSameRunAgainLeavesTheSameFiles() throws Exception {
        RunResult run = SampleRun.neverBegun("sample", "A sample");
        report().add(detailed(run));
        report().build(List.of(run), true);
        Map<String, String> first = new HashMap<>(files());

        report().add(detailed(run));
        report().build(List.of(run), true);

        assertEquals(first, new HashMap<>(files()), "a run takes the place of what was written of it before");
    }

    @Test
    final void runsOfOtherScenariosStay() throws Exception {
        report().add(detailed(SampleRun.neverBegun("one", "The first")));
        report().add(detailed(SampleRun.neverBegun("other", "The second")));

        if (tellsRuns()) {
            String all = String.join("\n", files().values());
            assertTrue(all.contains("one") && all.contains("other"), "each scenario of the build is told");
        }
    }

    @Test
    final void whatPeopleWriteIsNoMarkupAndNoPath() throws Exception {
        RunResult run = SampleRun.neverBegun("sample", HOSTILE);

        report().add(detailed(run));
        report().build(List.of(run), true);

        files().forEach((file, text) -> {
            assertTrue(file.startsWith("project"), () -> file + " lies outside of the project");
            assertFalse(
                    !file.endsWith(".txt") && text.contains("</script><script>alert(1)"),
                    () -> file + " has a script of somebody's");
            assertFalse(text.contains("\u001b"), () -> file + " has control characters");
        });
    }

    @Test
    final void aBuildWithoutRunsAndAHistoryAreNoFailures() throws Exception {
        report().build(List.of(), false);

        report().trend(TrendReport.of(List.of(PastRun.of(SampleRun.neverBegun("sample", "A sample"), "0123abcd"))));

        for (String file : files().keySet()) {
            assertTrue(file.startsWith("project"), () -> file + " lies outside of the project");
        }
    }
}
