package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.adapters.report.html.HtmlReport;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.LongRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file itself; how it looks and works is for {@link HtmlReportInBrowserTest}. */
@Timeout(60)
class HtmlReportTest {

    @TempDir
    private Path folder;

    private static RunResult run() {
        return new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("error_rate < 1%", "p99(latency) < 1s in every 10s", "recovery_time < 20s")
                        .build())
                .system(world -> Reply.ok(world.broken() ? 1700 : 20))
                .run();
    }

    private static DetailedReport report(RunResult run) {
        return DetailedReportBuilder.of(run, List.of(), 10, List.of());
    }

    private String write(DetailedReport report) throws IOException {
        Path file = folder.resolve("docs/ChaosReport.html");
        new HtmlReport().write(file, report);
        return Files.readString(file);
    }

    /** The same report under another scenario's name. */
    private static DetailedReport named(String scenario, String title, DetailedReport one) {
        var model = one.report();
        var renamed = new dev.holograph.chaos.report.ReportModel(
                scenario,
                title,
                model.hypothesis(),
                model.owner(),
                model.links(),
                model.verdict(),
                model.summary(),
                model.reasons(),
                model.otherFindings(),
                model.objectives(),
                model.behaviour(),
                model.chart(),
                model.phases(),
                model.failures(),
                model.services(),
                model.recovery(),
                model.recoveries(),
                model.lostWrites(),
                model.lostIds(),
                model.faults(),
                model.trend(),
                model.trendRows(),
                model.suggestedLessons(),
                model.run(),
                model.started(),
                model.took(),
                model.environment(),
                model.load(),
                model.versions(),
                model.seed());
        return new DetailedReport(
                renamed,
                one.result(),
                one.decisive(),
                one.others(),
                one.figures(),
                one.timeline(),
                one.objectives(),
                one.journal(),
                one.again());
    }

    @Test
    void anHourWithTwentyMetricsStaysUnderHalfAMegabyte() throws IOException {
        write(DetailedReportBuilder.of(LongRun.result(), List.of(), 10, LongRun.journal()));

        assertThat(Files.size(folder.resolve("docs/ChaosReport.html"))).isBetween(200_000L, 499_999L);
    }

    @Test
    void aSectionIsReplacedWhenItsScenarioRunsAgainAndOthersStay() throws IOException {
        DetailedReport one = report(run());
        write(named("latency", "First", one));
        write(named("a -- \"strange\" <name>", "Second", one));
        String text = write(named("latency", "Third", one));

        assertThat(text).contains("Second", "Third").doesNotContain("First");
        assertThat(text.split("<article", -1)).hasSize(3);
        assertThat(text.split("<script>", -1)).as("scripts are there once").hasSize(2);
        assertThat(text).contains("<a href=\"#s-latency\">", "<article id=\"s-latency\"");
    }

    @Test
    void sectionsOfAnotherFormatAreNotMixedIn() throws IOException {
        DetailedReport one = report(run());
        write(named("old", "Of another version", one));
        Path file = folder.resolve("docs/ChaosReport.html");
        Files.writeString(file, Files.readString(file).replace("format 1\"", "format 0\""));

        assertThat(write(named("latency", "New", one))).contains("New").doesNotContain("Of another version");
    }

    @Test
    void thePolicyAllowsTheScriptAndTheStyleThatAreThereAndNothingElse() throws Exception {
        String text = write(report(run()));

        assertThat(text)
                .contains(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
                                + hash(text, "<style>(.*?)</style>") + "'; script-src 'sha256-"
                                + hash(text, "<script>(.*?)</script>") + "'; base-uri 'none'; form-action 'none'\">")
                .doesNotContain("unsafe-inline", " style=\"", "http://www", " onclick", " src=");
    }

    private static String hash(String text, String pattern) throws Exception {
        List<String> found = Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(found).hasSize(1);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(found.get(0).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    @Test
    void theLicenceOfWhatIsInlinedStaysWithIt() throws IOException {
        assertThat(write(report(run())))
                .contains("uPlot 1.6.30", "The MIT License", "Permission is hereby granted, free of charge");
    }

    @Test
    void writtenAgainFromItsFilesItIsTheSameByteForByte() throws IOException {
        RunResult ran = run();
        Path kept = Files.createDirectories(folder.resolve("kept"));
        RunArchive.write(kept, ran);
        String first = write(report(ran));

        Files.delete(folder.resolve("docs/ChaosReport.html"));
        assertThat(write(report(RunArchive.read(kept).result()))).isEqualTo(first);
    }
}
