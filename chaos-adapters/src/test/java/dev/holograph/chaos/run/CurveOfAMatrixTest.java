package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.report.CurveMarkdown;
import dev.holograph.chaos.adapters.report.html.Chromium;
import dev.holograph.chaos.adapters.report.html.CurveHtml;
import dev.holograph.chaos.report.CurveReport;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Between which values of a parameter an objective breaks, by whole runs of a system whose truth is known. */
@Timeout(180)
class CurveOfAMatrixTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir
    private Path folder;

    /** Under the fault, answers take twice as long as the delay says, and from 4 s on every tenth fails. */
    private static RunResult run(String... values) {
        List<ParameterValue> parameters = Arrays.stream(values)
                .map(value -> value.split("="))
                .map(pair -> new ParameterValue(
                        pair[0], pair[1], pair[1].equals("many") ? null : Quantity.parse(pair[1]), "matrix", true))
                .toList();
        double delay = Quantity.parse(values[0].replaceFirst(".*=", "")).value();
        return simulated(parameters, delay, "p50(latency) > 100ms");
    }

    private static RunResult simulated(List<ParameterValue> parameters, double delay, String effect) {
        Scenario scenario = Scenarios.scenario()
                .latency("slow", 0, null)
                .effect(effect)
                .slo("p95(latency) < 1s", "error_rate < 5%")
                .parameters(parameters)
                .build();
        return new Simulation(scenario)
                .system(world -> !world.broken()
                        ? Reply.ok(20)
                        : delay >= 4000 && world.request() % 10 == 0 ? Reply.error() : Reply.ok((long) (2 * delay)))
                .run();
    }

    /** A run that was aborted saw less of the fault than the scenario says: its SLOs are not judged. */
    @Test
    void takesNoHoldFromARunThatWasAborted() {
        Scenario scenario = Scenarios.scenario()
                .latency("slow", 0, null)
                .effect("error_rate > 5%")
                .slo("p95(latency) < 1s")
                .abortIf("error_rate > 20% in any 5s")
                .parameters(List.of(new ParameterValue("delay", "2s", Quantity.parse("2s"), "matrix", true)))
                .build();
        RunResult aborted = new Simulation(scenario)
                .system(world -> world.broken() && world.request() % 10 > 6 ? Reply.error() : Reply.ok(20))
                .run();
        assertThat(curve(run("delay=100ms"), aborted).sentences().get(0))
                .isEqualTo(
                        "p95(latency) < 1s holds with every value of delay that proves something, up to 100ms (200.1ms):"
                                + " its limit was not reached. Nothing is proven with delay 2s.");
    }

    /** Of a scenario that says something else than the last run's, another objective may stand in the same place. */
    @Test
    void takesNoRunOfAnotherText() {
        Scenario before = Scenarios.scenario()
                .latency("slow", 0, null)
                .slo("error_rate < 5%", "p95(latency) < 1s")
                .parameters(List.of(new ParameterValue("delay", "2s", Quantity.parse("2s"), "matrix", true)))
                .definition("of another text")
                .build();
        RunResult old = new Simulation(before)
                .system(world -> Reply.ok(world.broken() ? 4000 : 20))
                .run();
        assertThat(old.evaluation().objectives()).isNotEmpty();

        assertThat(CurveReport.of(List.of(old, later(run("delay=100ms"))))).isEmpty();
        assertThat(curve(old, later(run("delay=100ms")), later(run("delay=200ms")))
                        .points())
                .extracting(CurveReport.Point::value)
                .containsExactly("100ms", "200ms");
    }

    @Test
    void takesTheLastRunOfAValueHoweverItIsWritten() {
        assertThat(curve(run("delay=100ms"), run("delay=1s"), later(run("delay=1000ms")))
                        .points())
                .extracting(CurveReport.Point::value)
                .containsExactly("100ms", "1000ms");
    }

    /** In the simulation all runs begin at the same moment. */
    private static RunResult later(RunResult run) {
        return new RunResult(
                run.plan(),
                run.started().plusSeconds(3600),
                run.ended().plusSeconds(3600),
                run.times(),
                run.series(),
                run.faults(),
                run.ledger(),
                run.findings(),
                run.evaluation(),
                run.loadEngine(),
                run.versions(),
                run.services());
    }

    private static CurveReport curve(RunResult... runs) {
        List<RunResult> shuffled = new ArrayList<>(List.of(runs));
        Collections.reverse(shuffled);
        return CurveReport.of(shuffled).get(0);
    }

    @Test
    void saysBetweenWhichValuesEachObjectiveBreaks() throws IOException {
        CurveReport curve = curve(run("delay=100ms"), run("delay=400ms"), run("delay=1s"), run("delay=4s"));

        assertThat(curve.scenario()).isEqualTo("test");
        assertThat(curve.points()).extracting(CurveReport.Point::value).containsExactly("100ms", "400ms", "1s", "4s");
        assertThat(curve.points())
                .extracting(CurveReport.Point::result)
                .containsExactly(Result.PASS, Result.PASS, Result.BREACH, Result.BREACH);
        assertThat(curve.sentences())
                .containsExactly(
                        "p95(latency) < 1s holds with delay 400ms (800.3ms) and does not hold with 1s (2s): its limit lies"
                                + " between the two.",
                        "error_rate < 5% holds with delay 1s (0%) and does not hold with 4s (9.87%): its limit lies between"
                                + " the two.");
        Path file = folder.resolve("curves.md");
        CurveMarkdown.write(file, List.of(curve));
        String started = curve.points().get(0).started();
        assertThat(Files.readString(file)).isEqualTo("""
                # Chaos curves

                ## test in local over delay

                - p95(latency) < 1s holds with delay 400ms (800.3ms) and does not hold with 1s (2s): its limit lies between the two.
                - error_rate < 5% holds with delay 1s (0%) and does not hold with 4s (9.87%): its limit lies between the two.

                <img src="curves-test-local.svg" width="100%" alt="test in local over delay">

                | delay | Verdict | `p95(latency) < 1s` | `error_rate < 5%` | Started |
                |--:|---|--:|--:|---|
                | bound | | 1s | 5% | |
                | 100ms | PASS | 200.1ms | 0% | STARTED |
                | 400ms | PASS | 800.3ms | 0% | STARTED |
                | 1s | BREACH | **2s** | 0% | STARTED |
                | 4s | BREACH | **8s** | **9.87%** | STARTED |

                The last run with each value. Bold: the objective does not hold.
                """.replace("STARTED", started));
        assertThat(Files.readString(folder.resolve("curves-test-local.svg")))
                .contains(">100ms<", ">4s<", "p95(latency) &lt; 1s from 100ms on.", "Breached: 1s to 4s");
    }

    /** A fault that was not felt shows nothing: not that the objective holds, and not where its limit is. */
    @Test
    void takesNoHoldFromARunThatProvesNothing() {
        List<ParameterValue> far =
                List.of(new ParameterValue("delay", "800ms", Quantity.parse("800ms"), "matrix", true));
        RunResult unproven = simulated(far, 10, "p50(latency) > 10s");
        assertThat(unproven.evaluation().result()).isEqualTo(Result.NOT_PROVEN);

        CurveReport curve = curve(run("delay=100ms"), unproven, run("delay=1s"));

        assertThat(curve.sentences().get(0))
                .isEqualTo(
                        "p95(latency) < 1s holds with delay 100ms (200.1ms) and does not hold with 1s (2s): its limit lies"
                                + " between the two. Nothing is proven with delay 800ms.");
        assertThat(curve.points().get(1).cells().get(0).text()).endsWith("(not proven)");
        assertThat(curve.timeline().panels().get(0).lines().get(1).values()[1]).isNaN();
        assertThat(curve(unproven, run("delay=100ms")).sentences().get(1))
                .isEqualTo(
                        "error_rate < 5% holds with every value of delay that proves something, up to 100ms (0%): its"
                                + " limit was not reached. Nothing is proven with delay 800ms.");
    }

    @Test
    void saysThatNoLimitWasFound() {
        assertThat(curve(run("delay=100ms"), run("delay=200ms")).sentences().get(0))
                .isEqualTo("p95(latency) < 1s holds with every value of delay, up to 200ms (400.1ms): its limit was not"
                        + " reached.");
        assertThat(curve(run("delay=1s"), run("delay=2s")).sentences().get(0))
                .isEqualTo("p95(latency) < 1s holds with no value of delay, from 1s (2s) on.");
    }

    @Test
    void keepsCombinationsOfOtherValuesApart() {
        List<CurveReport> curves = CurveReport.of(List.of(
                run("delay=100ms", "load=many"),
                run("delay=1s", "load=many"),
                run("delay=100ms", "load=10/s"),
                run("delay=1s", "load=10/s"),
                run("delay=2s", "load=20/s")));

        assertThat(curves).extracting(CurveReport::fixed).containsExactlyInAnyOrder("load=many", "load=10/s");
    }

    @Test
    void ofOneValueThereIsNoCurve() {
        assertThat(CurveReport.of(List.of(run("delay=100ms"), run("delay=100ms"))))
                .isEmpty();
    }

    /** Whether the table of runs goes on beyond the right edge of the screen. */
    private static boolean isCutOff(Chromium browser) {
        return (Boolean) browser.run("const table = document.querySelector('section .scroll');"
                + "return table.scrollWidth > table.clientWidth;");
    }

    @Test
    void isReadInABrowser() throws IOException {
        CurveReport curve = curve(run("delay=100ms"), run("delay=400ms"), run("delay=1s"), run("delay=4s"));
        Path file = folder.resolve("curves.html");
        new CurveHtml().write(file, List.of(curve));

        try (Chromium browser = Chromium.start()) {
            for (int width : new int[] {1280, 420, 390}) {
                for (boolean dark : new boolean[] {false, true}) {
                    for (boolean scripts : new boolean[] {true, false}) {
                        browser.open(file, width, dark, scripts);
                        assertThat(browser.overflow()).isZero();
                        if (scripts) {
                            assertThat(browser.accessibilityViolations()).isEmpty();
                        }
                        assertThat(isCutOff(browser)).as("at " + width).isFalse();
                        browser.picture(
                                PICTURES.resolve(
                                        "curve-" + width + (dark ? "-dark" : "") + (scripts ? "" : "-still") + ".png"),
                                width);
                        assertThat(browser.console()).isEmpty();
                    }
                }
            }
        }
    }
}
