package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.adapters.report.html.Chromium;
import dev.holograph.chaos.adapters.report.html.HtmlReport;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.LongRun;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** ChaosReport.html in a real browser: on a screen and on a telephone, light and dark, with and without scripts. */
@Timeout(180)
class HtmlReportInBrowserTest {

    private static final int WIDE = 1280;
    private static final int NARROW = 390;

    /** Pictures to look at, also of runs that pass. */
    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir
    private static Path folder;

    private static @Nullable Chromium browser;

    private static final Map<String, Path> FILES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        for (Map.Entry<String, RunResult> run : runs().entrySet()) {
            Path file = folder.resolve(run.getKey()).resolve("ChaosReport.html");
            List<JournalEntry> journal = run.getKey().equals("long") ? LongRun.journal() : List.of();
            new HtmlReport().write(file, DetailedReportBuilder.of(run.getValue(), List.of(), 10, journal));
            FILES.put(run.getKey(), file);
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Scenarios scenario() {
        return Scenarios.scenario()
                .steadyState("error_rate < 1%", "p95(latency) < 250ms")
                .latency("slow", 0, null)
                .ledger()
                .slo(
                        "error_rate < max(2x baseline, 1%)",
                        "p99(latency) < 1s in every 10s",
                        "throughput > 50/s",
                        "recovery_time < 20s",
                        "lost_writes = 0");
    }

    private static Map<String, RunResult> runs() {
        Simulation noStart = new Simulation(scenario().build());
        noStart.environmentProblem = "redis: port 6379 is in use";
        Simulation early = new Simulation(scenario().build());
        early.at(10, () -> early.stop.request(Reason.INTERRUPTED, "a signal"));
        Simulation lost = new Simulation(scenario().build()).system(world -> Reply.ok(world.broken() ? 700 : 20));
        lost.finder = ids -> Simulation.answer(ids.subList(0, 3), ids.subList(3, 4));
        Map<String, RunResult> runs = new LinkedHashMap<>();
        runs.put(
                "pass",
                new Simulation(scenario().build())
                        .system(world -> Reply.ok(world.broken() ? 700 : 20))
                        .run());
        runs.put(
                "not-proven",
                new Simulation(scenario().build())
                        .system(world -> Reply.error())
                        .run());
        runs.put(
                "aborted",
                new Simulation(scenario().abortIf("error_rate > 50% in any 5s").build())
                        .system(world -> world.broken() ? Reply.error() : Reply.ok(20))
                        .run());
        runs.put("lost", lost.run());
        runs.put("several", severalFaults().run());
        runs.put("no-start", noStart.run());
        runs.put("early", early.run());
        runs.put("long", LongRun.result());
        return runs;
    }

    private static Simulation severalFaults() {
        return new Simulation(Scenarios.scenario()
                        .phases(5, 20, 90, 60)
                        .latency("slow", 0, 10)
                        .kill("kill", 45, 15)
                        .slo("error_rate < 1% during slow", "error_rate < 50% during kill", "recovery_time < 15s")
                        .build())
                .system(world -> {
                    double second = world.request() / 100.0;
                    boolean sick = (second > 35.6 && second < 38) || (second > 75 && second < 100);
                    return sick ? Reply.error() : Reply.ok(20);
                });
    }

    static Stream<Arguments> pages() {
        List<Arguments> all = new ArrayList<>();
        for (String run : List.of("pass", "not-proven", "aborted", "lost", "several", "no-start", "early", "long")) {
            for (int width : new int[] {WIDE, NARROW}) {
                for (boolean dark : new boolean[] {false, true}) {
                    for (boolean scripts : new boolean[] {true, false}) {
                        all.add(Arguments.of(run, width, dark, scripts));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1} px, dark {2}, scripts {3}")
    @MethodSource("pages")
    void everyReportIsFitToBeRead(String run, int width, boolean dark, boolean scripts) throws IOException {
        Chromium page = open(run, width, dark, scripts);

        assertThat(page.console()).as("console").isEmpty();
        assertThat(page.overflow()).as("pixels to the right of the screen").isZero();
        if (scripts) {
            assertThat(page.accessibilityViolations()).as("axe-core").isEmpty();
            assertThat(page.console()).as("console").isEmpty();
        }
        page.picture(
                PICTURES.resolve(run + "-" + width + (dark ? "-dark" : "") + (scripts ? "" : "-still") + ".png"),
                width);
    }

    private static Chromium open(String run, int width, boolean dark, boolean scripts) {
        Chromium page = Objects.requireNonNull(browser, "browser");
        return page.open(FILES.get(run), width, dark, scripts);
    }

    private static WebElement figure(Chromium page, String title) {
        return page.driver()
                .findElement(By.xpath("//figure[contains(@class, 'panel')][.//h4[text() = '" + title + "']]"));
    }

    private static List<String> values(WebElement figure) {
        return figure.findElements(By.cssSelector(".key b")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private static String time(Chromium page) {
        return page.driver().findElement(By.cssSelector(".tools output")).getText();
    }

    /** Where the bar of the fault begins, in percent of the width. */
    private static double faultBegins(Chromium page) {
        String x = page.driver().findElement(By.cssSelector(".fault-on")).getAttribute("x");
        return Double.parseDouble(String.valueOf(x).replace("%", ""));
    }

    @Test
    void thePointerShowsTheValuesOfAllChartsAtItsTime() {
        Chromium page = open("pass", WIDE, false, true);
        WebElement latency = figure(page, "Latency");
        WebElement plot = latency.findElement(By.cssSelector(".u-over"));

        // 40 s of 95 s: the fault is on, and answers take 700 ms
        int fromMiddle = (int) Math.round(plot.getSize().getWidth() * (40.5 / 95 - 0.5));
        new Actions(page.driver()).moveToElement(plot, fromMiddle, 0).perform();

        assertThat(time(page)).isEqualTo("40 s");
        assertThat(values(latency)).containsExactly("700ms", "700ms", "700ms");
        assertThat(values(figure(page, "Throughput"))).containsExactly("100/s");
        assertThat(values(figure(page, "Error rate"))).containsExactly("0%");
    }

    @Test
    void aKeyboardIsEnough() {
        Chromium page = open("pass", WIDE, false, true);
        double whole = faultBegins(page);
        WebElement charts = page.driver().findElement(By.cssSelector(".charts"));

        tabTo(page, charts);
        charts.sendKeys(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(time(page)).isEqualTo("2 s");
        assertThat(values(figure(page, "Latency"))).containsExactly("20ms", "20ms", "20ms");
        charts.sendKeys("+");
        assertThat(faultBegins(page)).isGreaterThan(whole);
        charts.sendKeys("0");
        assertThat(faultBegins(page)).isCloseTo(whole, within(0.01));
    }

    /** By the tabulator alone, as somebody without a mouse. */
    private static void tabTo(Chromium page, WebElement wanted) {
        for (int i = 0; i < 30 && !page.driver().switchTo().activeElement().equals(wanted); i++) {
            page.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        }
        assertThat(page.driver().switchTo().activeElement()).isEqualTo(wanted);
    }

    @Test
    void zoomingWithButtonsAndPointerMovesChartsAndBandsTogether() {
        Chromium page = open("pass", WIDE, false, true);
        double whole = faultBegins(page);

        page.driver().findElement(By.cssSelector("[data-do=fault]")).click();
        assertThat(faultBegins(page)).as("the fault fills the width").isBetween(5.0, 20.0);
        page.driver().findElement(By.cssSelector("[data-do=all]")).click();
        assertThat(faultBegins(page)).isCloseTo(whole, within(0.01));

        WebElement plot = figure(page, "Error rate").findElement(By.cssSelector(".u-over"));
        new Actions(page.driver())
                .moveToElement(plot, -200, 0)
                .clickAndHold()
                .moveToElement(plot, 100, 0)
                .release()
                .perform();
        assertThat(faultBegins(page)).as("something was zoomed into").isNotCloseTo(whole, within(1.0));
        new Actions(page.driver()).doubleClick(plot).perform();
        assertThat(faultBegins(page)).isCloseTo(whole, within(0.01));
    }

    @Test
    void withoutScriptsThereAreTheSameChartsAndTables() {
        Chromium page = open("long", WIDE, false, false);

        assertThat(page.driver().findElements(By.cssSelector("figure.panel .plot path")))
                .hasSizeGreaterThan(25);
        assertThat(page.driver()
                        .findElement(By.cssSelector("figure.panel .plot"))
                        .isDisplayed())
                .isTrue();
        assertThat(page.driver().findElement(By.cssSelector(".tools")).isDisplayed())
                .isFalse();
        assertThat(figure(page, "Latency").findElement(By.cssSelector(".plot")).getAttribute("aria-label"))
                .startsWith("Latency over time. p50 from ")
                .contains("Bounds: ", "Breached: 6m");
    }

    @Test
    void moreMetricsAreDrawnWhenTheyAreAskedFor() {
        Chromium page = open("long", WIDE, false, true);
        assertThat(page.driver().findElements(By.cssSelector("details canvas"))).isEmpty();

        page.driver().findElement(By.cssSelector("details.more-panels summary")).click();

        assertThat(page.driver().findElements(By.cssSelector("details canvas"))).hasSizeGreaterThan(15);
        assertThat(page.console()).isEmpty();
    }

    /** What comes from the system under test, from a scenario's author or from another tool is never more than text. */
    @Test
    void foreignTextStaysText() throws IOException {
        String hostile =
                "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
                        + "{{summary}} \u001b[31mred <!-- end: section test --> \u202Egnp.exe \ud800";
        RunResult result = new Simulation(scenario().build())
                .system(world -> Reply.ok(world.broken() ? 700 : 20))
                .run();
        Path file = folder.resolve("hostile.html");
        DetailedReport plain = DetailedReportBuilder.of(result, List.of(), 10, LongRun.journal());
        new HtmlReport().write(file, hostile(plain, hostile));
        new HtmlReport().write(file, hostile(plain, hostile)); // over what it has written itself

        Chromium page = Objects.requireNonNull(browser, "browser").open(file, WIDE, false, true);

        assertThat(page.driver().getTitle()).isEqualTo("Chaos report");
        assertThat(page.console()).isEmpty();
        assertThat(page.driver().findElements(By.cssSelector("img, iframe, object, link, base, a[href^=javascript]")))
                .isEmpty();
        assertThat(page.driver().findElements(By.tagName("article"))).hasSize(1);
        assertThat(page.driver().findElement(By.cssSelector(".verdict li")).getText())
                .startsWith("</script><script>document.title='owned'</script><img src=x")
                .contains("{{summary}} red <!-- end: section test --> gnp.exe \ufffd");
        assertThat(Files.readString(file)).doesNotContain("\u001b", "\u202e");
    }

    /** The same report with this text wherever a text can come from elsewhere. */
    private static DetailedReport hostile(DetailedReport plain, String text) {
        ReportModel model = plain.report();
        Timeline timeline = Objects.requireNonNull(plain.timeline(), "timeline");
        List<String> texts = List.of(text, "javascript:document.title='owned'");
        return new DetailedReport(
                new ReportModel(
                        model.scenario(),
                        text,
                        text,
                        text,
                        texts,
                        model.verdict(),
                        text,
                        texts,
                        texts,
                        model.objectives(),
                        texts,
                        texts,
                        model.phases(),
                        List.of(new ReportModel.FailureRow(text, text, text, text, text, text, text, text)),
                        List.of(new ReportModel.ServiceRow(
                                text,
                                text,
                                List.of(new ReportModel.ServiceRow.Line(text, text, text, text, text)),
                                text)),
                        text,
                        List.of(new ReportModel.RecoveryRow(text, text, text, text)),
                        text,
                        texts,
                        List.of(new ReportModel.FaultRow(text, text, text, text, text, text, texts)),
                        text,
                        List.of(new ReportModel.TrendRow(text, text, text, text, text, text)),
                        texts,
                        text,
                        text,
                        text,
                        text,
                        text,
                        texts,
                        text),
                plain.result(),
                List.of(new DetailedReport.FindingRow(Result.BREACH, text)),
                List.of(new DetailedReport.FindingRow(Result.BREACH, text)),
                List.of(new DetailedReport.Figure(text, text, text, true)),
                new Timeline(
                        timeline.start(),
                        timeline.origin(),
                        timeline.step(),
                        timeline.columns(),
                        timeline.length(),
                        List.of(new Timeline.Band(text, 0, 50)),
                        List.of(new Timeline.FaultBand(text, 10, 11, 20, 21, false)),
                        List.of(new Timeline.Recovery(text, text, 21, 40, true)),
                        timeline.panels().stream()
                                .map(panel -> new Timeline.Panel(
                                        text,
                                        panel.dimension(),
                                        panel.isOfRequests(),
                                        panel.lines().stream()
                                                .map(line -> new Timeline.Line(text, line.values(), false))
                                                .toList(),
                                        List.of(new Timeline.Limit(text, 1)),
                                        List.of(new Timeline.Band(text, 5, 9))))
                                .toList()),
                List.of(new DetailedReport.ObjectiveDetail(
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        Result.BREACH,
                        text,
                        true,
                        false)),
                List.of(new DetailedReport.JournalRow(text, text, text, text)),
                List.of(new DetailedReport.Command(text, text)));
    }
}
