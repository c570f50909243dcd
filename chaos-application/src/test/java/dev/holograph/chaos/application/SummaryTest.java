package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.slo.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    private static final Date BUILD = new Date(1_000);
    private static final Date NEXT_BUILD = new Date(2_000);

    @TempDir
    private Path folder;

    @Test
    void runsOfOneBuildAddUp() throws Exception {
        Summary.append(folder, BUILD, List.of(entry("a")));
        Summary.append(folder, BUILD, List.of(entry("b")));

        assertThat(Summary.of(folder, BUILD)).containsExactly(entry("a"), entry("b"));
    }

    @Test
    void anEarlierBuildCountsForNothing() throws Exception {
        Summary.append(folder, BUILD, List.of(entry("a")));

        assertThatThrownBy(() -> Summary.of(folder, NEXT_BUILD))
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("no chaos:run has finished in this build");

        Summary.append(folder, NEXT_BUILD, List.of(entry("b")));

        assertThat(Summary.of(folder, NEXT_BUILD)).containsExactly(entry("b"));
    }

    @Test
    void withoutARunThereIsNothingToVerify() {
        assertThatThrownBy(() -> Summary.of(folder, BUILD)).hasMessageContaining("nothing to verify");
    }

    @Test
    void aBrokenFileIsAnErrorThatNamesIt() throws Exception {
        Files.writeString(folder.resolve("summary.json"), "{");

        assertThatThrownBy(() -> Summary.of(folder, BUILD))
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("summary.json cannot be read");
    }

    private static Summary.Entry entry(String scenario) {
        return new Summary.Entry(scenario, scenario + "-1", Result.BREACH, List.of("why"), "report.md", "folder");
    }
}
