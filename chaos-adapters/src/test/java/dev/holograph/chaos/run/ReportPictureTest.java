package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.report.MarkdownReport;
import dev.holograph.chaos.adapters.report.github.StepSummary;
import dev.holograph.chaos.adapters.report.html.Chromium;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.FaultBand;
import dev.holograph.chaos.report.Timeline.Limit;
import dev.holograph.chaos.report.Timeline.Line;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.report.Timeline.Recovery;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.LongRun;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The picture beside ChaosReport.md. */
@Timeout(180)
class ReportPictureTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir
    private Path folder;

    private static RunResult breach() {
        return new Simulation(Scenarios.scenario()
                        .steadyState("error_rate < 1%", "p95(latency) < 250ms")
                        .latency("slow", 0, null)
                        .slo("error_rate < 1% in every 10s", "p95(latency) < 1s", "recovery_time < 20s")
                        .build())
                .system(world -> world.broken() ? Reply.ok(2_100) : Reply.ok(20))
                .run();
    }

    private static DetailedReport report(RunResult result) {
        return DetailedReportBuilder.of(result, List.of(), 10, List.of());
    }

    @Test
    void isAFileBesideTheReportAndLinkedFromIt() throws IOException {
        Path file = folder.resolve("Chaos Report.md");
        DetailedReport run = report(breach());
        new MarkdownReport().write(file, run);
        String first = Files.readString(file);

        assertThat(first)
                .contains("\n<img src=\"Chaos%20Report-" + run.report().scenario() + ".svg\" width=\"100%\" alt=\""
                        + run.report().verdict() + ": ");
        assertThat(folder.resolve("Chaos Report-" + run.report().scenario() + ".svg"))
                .exists();

        new MarkdownReport().write(file, run);
        assertThat(Files.readString(file)).isEqualTo(first);
        assertThat(folder.toFile().list()).hasSize(2);
    }

    /** GitHub shows no pictures there that lie beside a file. */
    @Test
    void theSummaryOfAJobHasNone() throws IOException {
        Path file = folder.resolve("summary.md");
        StepSummary.append(file, List.of(ReportBuilder.of(breach())), "target/chaos/ChaosReport.md");
        assertThat(Files.readString(file)).contains("p95 ").doesNotContain("<img", "![", ".svg");
    }

    @Test
    void thatOfAnEarlierRunIsTakenAwayWhereNoLoadRan() throws IOException {
        Path file = folder.resolve("ChaosReport.md");
        new MarkdownReport().write(file, report(breach()));
        Simulation noStart = new Simulation(Scenarios.scenario().build());
        noStart.environmentProblem = "redis: port 6379 is in use";
        new MarkdownReport().write(file, report(noStart.run()));

        assertThat(Files.readString(file)).doesNotContain("<img");
        assertThat(folder.toFile().list()).containsExactly("ChaosReport.md");
    }

    /** The names of scenarios, faults, metrics and objectives come from files that anybody may write. */
    @Test
    void noNameActsInItNorLeadsElsewhere() throws Exception {
        String hostile =
                "../../x\" onload=\"alert(1)\"><script>alert(1)</script>&lt;\u0000\uffff]]>--><!-- lessons -->";
        Timeline timeline = new Timeline(
                Instant.EPOCH,
                0,
                1,
                20,
                20,
                List.of(new Band(hostile, 0, 20)),
                List.of(new FaultBand(hostile, 5, 6, 9, 10, false)),
                List.of(new Recovery(hostile, hostile, 10, 12, false)),
                List.of(new Panel(
                        hostile,
                        Dimension.TIME,
                        true,
                        List.of(new Line(
                                hostile, IntStream.range(0, 20).asDoubleStream().toArray(), false)),
                        List.of(new Limit(hostile, 12)),
                        List.of(new Band(hostile, 3, 4)))));
        DetailedReport plain = report(breach());
        DetailedReport run = new DetailedReport(
                Hostile.scenario(ReportBuilder.of(breach()), hostile),
                plain.result(),
                plain.decisive(),
                plain.others(),
                plain.figures(),
                timeline,
                plain.objectives(),
                plain.journal(),
                plain.again());
        Path file = Files.createDirectories(folder.resolve("in")).resolve("ChaosReport.md");
        new MarkdownReport().write(file, run);

        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            assertThat(files).hasSize(2).allMatch(one -> one.getParent().equals(file.getParent()));
            Path svg = files.stream()
                    .filter(one -> one.toString().endsWith(".svg"))
                    .findFirst()
                    .orElseThrow();
            assertThat(svg.getFileName().toString())
                    .matches("[A-Za-z0-9_-]+\\.svg")
                    .hasSizeLessThan(160);
            assertInert(Files.readString(svg));
        }
        assertThat(Files.readString(file).lines().filter(line -> line.startsWith("<img")))
                .singleElement()
                .asString()
                .matches("<img src=\"[A-Za-z0-9_.-]+\" width=\"100%\" alt=\"[^\"<>]*\">");
    }

    private static void assertInert(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        for (int i = 0; i < document.getElementsByTagName("*").getLength(); i++) {
            Element element = (Element) document.getElementsByTagName("*").item(i);
            assertThat(element.getTagName()).isIn("svg", "title", "style", "rect", "line", "path", "text", "tspan");
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                assertThat(((Attr) element.getAttributes().item(a)).getName())
                        .doesNotStartWith("on")
                        .doesNotContain("href");
            }
        }
        assertThat(svg).doesNotContain("@import", "url(");
    }

    @Test
    void isReadInABrowserOnAScreenAndOnATelephone() throws IOException {
        try (Chromium browser = Chromium.start()) {
            for (String name : List.of("breach", "long")) {
                Path file = folder.resolve(name).resolve("ChaosReport.md");
                DetailedReport run = report(name.equals("long") ? LongRun.result() : breach());
                new MarkdownReport().write(file, run);
                String image = Files.readString(file)
                        .lines()
                        .filter(line -> line.startsWith("<img"))
                        .findFirst()
                        .orElseThrow();
                // As GitHub shows a file: a column with a border, and images no wider than it.
                Path page = Files.writeString(file.resolveSibling("page.html"), """
                        <!DOCTYPE html><html lang="en"><meta charset="utf-8">
                        <meta name="viewport" content="width=device-width"><title>x</title>
                        <style>:root{color-scheme:light dark}body{margin:16px;max-width:1012px}img{max-width:100%%}</style>
                        <p>%s</p></html>
                        """.formatted(image));
                for (int width : new int[] {1280, 390}) {
                    for (boolean dark : new boolean[] {false, true}) {
                        browser.open(page, width, dark, true);
                        long shown = (Long) browser.run("return document.images[0].naturalHeight"
                                + " && Math.round(document.images[0].getBoundingClientRect().width)");
                        assertThat(shown).isEqualTo(Math.min(1012, width - 32));
                        assertThat(browser.overflow()).isZero();
                        browser.picture(
                                PICTURES.resolve("svg-" + name + "-" + width + (dark ? "-dark" : "") + ".png"), width);
                        assertThat(browser.console()).isEmpty();
                    }
                }
            }
        }
    }
}
