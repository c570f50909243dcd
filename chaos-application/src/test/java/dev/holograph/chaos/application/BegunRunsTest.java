package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.slo.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was red is not forgotten because its verdict is gone. */
class BegunRunsTest {

    private static final Date BUILD = new Date(1_000);
    private static final Date OTHER_BUILD = new Date(2_000);

    @TempDir
    private Path folder;

    private final Set<String> ofTheBuild = new HashSet<>();

    private BegunRuns runs() {
        return new BegunRuns(ofTheBuild, folder); // each execution makes its own
    }

    private void execution(String scenario, Result result) throws Exception {
        begin(scenario);
        Summary.append(folder, BUILD, List.of(entry(scenario, result)));
    }

    private void begin(String scenario) throws Exception {
        runs().begin(List.of(due(scenario)));
        Summary.begin(folder, BUILD, List.of(due(scenario)));
    }

    @Test
    void allExecutionsOfABuildAreKnown() throws Exception {
        runs().failIfGone(BUILD);
        execution("a", Result.BREACH);
        begin("b");
        runs().failIfGone(BUILD);
        execution("b", Result.PASS);
        runs().failIfGone(BUILD);
    }

    @Test
    void anotherBuildInTheSameProjectTakesAwayARedRun() throws Exception {
        execution("a", Result.BREACH);
        begin("b");
        Summary.begin(folder, OTHER_BUILD, List.of(due("c")));
        Summary.append(folder, BUILD, List.of(entry("b", Result.PASS)));

        assertThatThrownBy(() -> runs().failIfGone(BUILD))
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("this build has run a-1, of which")
                .hasMessageContaining("another build in the same project");
    }

    @Test
    void soDoesAStepThatCleansUp() throws Exception {
        execution("a", Result.BREACH);
        Files.delete(folder.resolve(Summary.FILE));
        execution("b", Result.PASS);

        assertThatThrownBy(() -> runs().failIfGone(BUILD)).hasMessageContaining("has run a-1");
    }

    @Test
    void runsOfOtherModulesAndThoseThatWereReplacedAreNotMissed() throws Exception {
        new BegunRuns(ofTheBuild, folder.resolve("module")).begin(List.of(due("m")));
        execution("a", Result.NOT_PROVEN);
        runs().forget("a-1");
        runs().begin(List.of(new Summary.Due("a", "a-2", "local")));
        Summary.insteadOf("a-1", folder, BUILD, List.of(new Summary.Due("a", "a-2", "local")));
        runs().failIfGone(BUILD);
    }

    private static Summary.Due due(String scenario) {
        return new Summary.Due(scenario, scenario + "-1", "local");
    }

    private static Summary.Entry entry(String scenario, Result result) {
        return new Summary.Entry(scenario, scenario + "-1", result, List.of("why"), "report.md", "folder");
    }
}
