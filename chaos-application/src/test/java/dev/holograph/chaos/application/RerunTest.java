package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.slo.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run again, by what the last build has left. */
class RerunTest {

    private static final Date BUILD = new Date(1_000);

    @TempDir
    private Path folder;

    private final LogLines log = new LogLines();
    private final Map<String, String> definitions = new HashMap<>();

    private void due(String environment, String... scenarios) throws Exception {
        Summary.begin(
                folder,
                BUILD,
                List.of(scenarios).stream()
                        .map(name -> new Summary.Due(name, name + "-" + environment, environment))
                        .toList());
    }

    private void ended(String scenario, String environment, Result result) throws Exception {
        Summary.append(
                folder,
                BUILD,
                List.of(new Summary.Entry(
                        scenario, scenario + "-" + environment, result, List.of(), "report.md", "folder")));
    }

    private List<String> failed(String environment) throws ChaosException {
        return Rerun.of("failed", folder, environment, definitions, log);
    }

    /** Its green was of another text, and says nothing of this one. */
    @Test
    void whatWasGreenIsRunAgainWhereItsScenarioHasBeenChanged() throws Exception {
        Summary.begin(
                folder,
                BUILD,
                List.of(
                        new Summary.Due("a", "a-local", "local", "text"),
                        new Summary.Due("b", "b-local", "local", "text"),
                        new Summary.Due("c", "c-local", "local")));
        ended("a", "local", Result.PASS);
        ended("b", "local", Result.PASS);
        ended("c", "local", Result.PASS);
        definitions.putAll(Map.of("a", "text", "b", "another text", "c", "text"));

        assertThat(failed("local")).containsExactly("b");
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains("b (PASS, and changed since); left out, since green last time: a, c"));
    }

    @Test
    void whatTheLastBuildDidNotHaveIsNamed() throws Exception {
        due("local", "a");
        ended("a", "local", Result.BREACH);
        definitions.putAll(Map.of("b", "text", "new", "text"));

        assertThat(failed("local")).containsExactly("a");
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains("not green last time, and not among the selected scenarios any more: a"));
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains("not run, since the last build did not have them: b, new; leave out chaos.rerun"));
    }

    @Test
    void whatWasNotGreenOrDidNotEndIsRunAgain() throws Exception {
        due("local", "a", "b", "c", "d", "e", "f");
        ended("a", "local", Result.PASS);
        ended("b", "local", Result.WARN);
        ended("c", "local", Result.NOT_PROVEN);
        ended("d", "local", Result.BREACH);
        ended("e", "local", Result.INTERRUPTED);

        assertThat(failed("local")).containsExactly("c", "d", "e", "f");
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains("c (NOT PROVEN), d (BREACH), e (INTERRUPTED), f (did not end); left out, since green last"
                        + " time: a, b"));
    }

    @Test
    void theLastOfTwoRunsOfAScenarioDecides() throws Exception {
        due("local", "a", "b");
        ended("a", "local", Result.BREACH);
        ended("b", "local", Result.BREACH);
        Summary.begin(folder, BUILD, List.of(new Summary.Due("a", "a-again", "local")));
        Summary.append(
                folder,
                BUILD,
                List.of(new Summary.Entry("a", "a-again", Result.PASS, List.of(), "report.md", "folder")));

        assertThat(failed("local")).containsExactly("b");
    }

    @Test
    void aBuildThatDiedLeavesNoOlderResults() throws Exception {
        due("local", "a");
        ended("a", "local", Result.PASS);
        Summary.begin(folder, new Date(2_000), List.of(new Summary.Due("a", "a-2", "local")));

        assertThat(failed("local")).containsExactly("a");
    }

    @Test
    void nothingToRunIsNoSuccess() throws Exception {
        assertThatThrownBy(() -> failed("local")).hasMessageContaining("nobody knows what has failed");

        due("local", "a");
        ended("a", "local", Result.PASS);
        assertThatThrownBy(() -> failed("local"))
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("nothing has failed in the last build: a was green");
        assertThatThrownBy(() -> failed("staging"))
                .hasMessageContaining("has run nothing in environment 'staging', but in local");
        assertThatThrownBy(() -> Rerun.of("all", folder, "local", definitions, log))
                .hasMessage("chaos.rerun is 'failed', not 'all'");
    }

    @Test
    void aSummaryOfAnOlderVersionIsNotGuessedAt() throws Exception {
        Files.writeString(folder.resolve("summary.json"), "{\"build\": 1000, \"runs\": []}");

        assertThatThrownBy(() -> failed("local")).hasMessageContaining("nobody knows what has failed");
    }

    @Test
    void whatWasDueAndHasNoVerdictIsNotVerified() throws Exception {
        due("local", "a", "b");
        ended("a", "local", Result.PASS);

        assertThatThrownBy(() -> Summary.failIfMissing(folder, BUILD))
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("was to run b in this build and has left no verdict");

        ended("b", "local", Result.PASS);
        Summary.failIfMissing(folder, BUILD);
    }

    /** Beside others it proved nothing because of the machine; what it comes to alone counts. */
    @Test
    void aRunInThePlaceOfAnotherIsTheOneThatIsDue() throws Exception {
        due("local", "a", "b");
        Summary.insteadOf("a-local", folder, BUILD, List.of(new Summary.Due("a", "a-again", "local")));
        Summary.append(
                folder,
                BUILD,
                List.of(
                        new Summary.Entry("a", "a-again", Result.PASS, List.of(), "report.md", "folder"),
                        new Summary.Entry("b", "b-local", Result.BREACH, List.of(), "report.md", "folder")));

        Summary.failIfMissing(folder, BUILD);
        assertThat(Summary.last(folder).orElseThrow().result()).isEqualTo(Result.BREACH);
        assertThat(failed("local")).containsExactly("b");
    }

    @Test
    void whatWasGreenAtQuickPaceIsNamedSo() throws Exception {
        Summary.begin(
                folder,
                BUILD,
                List.of(
                        new Summary.Due("a", "a-local", "local", "", true),
                        new Summary.Due("b", "b-local", "local", "", true)));
        ended("a", "local", Result.PASS);
        ended("b", "local", Result.BREACH);

        assertThat(failed("local")).containsExactly("b");
        assertThat(log.lines)
                .anySatisfy(line -> assertThat(line).contains("left out, since green last time: a (at quick pace)"));
    }
}
