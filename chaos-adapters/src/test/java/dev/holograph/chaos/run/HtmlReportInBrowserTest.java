package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.report.html.Chromium;
import dev.holograph.chaos.adapters.report.html.HtmlReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.LongRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        Chromium page = java.util.Objects.requireNonNull(browser, "browser");
        return page.open(FILES.get(run), width, dark, scripts);
    }
}
