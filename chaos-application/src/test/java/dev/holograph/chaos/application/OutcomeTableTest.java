package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.slo.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTableTest {

    private static Summary.Entry entry(String scenario, Result result, String... reasons) {
        return new Summary.Entry(
                scenario, "run-1", result, List.of(reasons), "docs/ChaosReport.md", "target/chaos/" + scenario);
    }

    @Test
    void aLineForEachScenarioAndLinksToWhereMoreIs() {
        Path root = Path.of("/project").toAbsolutePath();
        assertThat(OutcomeTable.of(
                        List.of(
                                entry("latency", Result.PASS),
                                entry(
                                        "pod-kill",
                                        Result.BREACH,
                                        "lost_writes = 0: 31 of 7999 acknowledged writes\nare",
                                        "x"),
                                entry("redis-flush", Result.NOT_PROVEN, "y".repeat(100))),
                        root))
                .containsExactly(
                        "Chaos tests:",
                        "  PASS         latency",
                        "  BREACH       pod-kill     lost_writes = 0: 31 of 7999 acknowledged wri…",
                        "  NOT PROVEN   redis-flush  " + "y".repeat(44) + "…",
                        "  Report: " + root.resolve("docs/ChaosReport.md").toUri(),
                        "  Runs:   " + root.resolve("target/chaos").toUri());
    }

    @Test
    void everyLineOfTheTableFitsAConsole() {
        assertThat(OutcomeTable.of(List.of(entry("x".repeat(90), Result.BREACH, "reason")), Path.of("/")))
                .filteredOn(line -> !line.contains("file:"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(73));
    }

    @Test
    void withoutARunThereIsNoTable() {
        assertThat(OutcomeTable.of(List.of(), Path.of("/"))).isEmpty();
    }
}
