package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.report.PlanText;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From suite files to plans, and what is said where that cannot be. */
class SuitesTest {

    private static final String SCENARIO = """
            load: { http: { target: web, path: / }, rate: "{rate}" }
            duration: 30s
            parameters:
              delay: { type: duration, default: 1s, max: 5s, description: how late answers are }
              rate: { type: rate, default: 1000/s }
            fault: { type: latency, target: web, delay: "{delay}" }
            steadyState: [error_rate < 1%]
            slo: [error_rate < 5%]
            """;

    @TempDir
    private Path root;

    private Map<String, String> typed = Map.of();

    @BeforeEach
    void aProject() throws IOException {
        file("scenarios/late.yaml", SCENARIO);
        file("scenarios/loss.yaml", SCENARIO);
        file(
                "scenarios/curve.yaml",
                SCENARIO.replace("default: 1s, max: 5s", "max: 5s") + "matrix: { delay: [100ms, 2s] }\n");
        file("environments/local.yaml", """
                services: { web: { command: [app] } }
                targets: { web: { service: web, through: proxy } }
                drivers: { latency: proxy }
                parameters: { rate: 500/s }
                """);
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void suite(String text) throws IOException {
        file("suites/night.yaml", text);
    }

    /** Else a red run could be made green by giving it other values. */
    @Test
    void aRunThatIsToBeRunAgainAndHasOtherValuesNowIsNotForgotten() throws Exception {
        suite("scenarios: [late, loss]\n");
        assertThat(preparation(new Selection(List.of("late[delay=900ms]"), List.of(), "night"))
                        .plans()
                        .get())
                .extracting(plan -> plan.scenario().name())
                .containsExactly("late");
    }

    private Preparation preparation(Selection selection) {
        Workspace workspace = new Workspace(
                root, root.resolve("scenarios"), root.resolve("environments"), root.resolve("target/chaos"), Map.of());
        return new Preparation(
                workspace,
                new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty()),
                selection,
                "local",
                PhaseOverrides.NONE,
                7L,
                null,
                new TypedParameters(typed),
                List.of(),
                new ScenarioFiles(workspace, List.of(), (folder, parameter) -> ""));
    }

    private static Selection night() {
        return new Selection(List.of(), List.of(), "night");
    }

    private Validated<List<Plan>> plans() throws ChaosException {
        return preparation(night()).plans();
    }

    private List<String> names() throws ChaosException {
        return Mistakes.orFail(plans()).stream()
                .map(plan -> plan.scenario().name())
                .toList();
    }

    private List<String> mistakes() throws ChaosException {
        return plans().violations().stream().map(Violation::message).toList();
    }

    @Test
    void runsInItsOrderWithItsValues() throws Exception {
        suite("""
                scenarios:
                  - loss
                  - scenario: late
                    parameters: { delay: 2s, rate: 2000/s }
                  - curve
                  - late
                """);

        assertThat(names())
                .containsExactly("loss", "late[delay=2s,rate=2000/s]", "curve[delay=100ms]", "curve[delay=2s]", "late");
        assertThat(PlanText.of(plans().get().get(1)))
                .contains("Value  delay = 2s, suite night (how late answers are)", "Value  rate = 2000/s, suite night");
        assertThat(preparation(night()).suite().orElseThrow().services()).isEqualTo(Suite.Services.EACH);
    }

    /** As -Dchaos.p does: the same value is the same experiment. */
    @Test
    void aValueThatIsTheFilesOwnIsNoOtherExperiment() throws Exception {
        suite("scenarios: [{ scenario: late, parameters: { delay: 1000ms, rate: 500/s } }]\n");

        assertThat(names()).containsExactly("late");
    }

    @Test
    void aValueInPlaceOfAMatrixIsOneRun() throws Exception {
        suite("scenarios: [{ scenario: curve, parameters: { delay: 3s } }]\n");

        assertThat(names()).containsExactly("curve[delay=3s]");
    }

    @Test
    void theCommandLineWinsOverTheSuite() throws Exception {
        suite("scenarios: [loss, { scenario: late, parameters: { delay: 2s } }]\n");
        typed = Map.of("delay", "3s");

        assertThat(names()).containsExactly("loss[delay=3s]", "late[delay=3s]");
        typed = Map.of("dely", "3s");
        assertThat(mistakes())
                .containsExactly("suites/night.yaml:1:1: no selected scenario has a parameter 'dely', which"
                        + " -Dchaos.p.dely sets; did you mean 'delay'? Allowed: delay, rate");
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirPlaces() throws Exception {
        file("suites/week.yaml", "scenarios: [late]\n");
        suite("""
                services: sometimes
                scenarios:
                  - lat
                  - week
                  - { scenario: late, parameters: { delay: 9s, dely: 1s, rate: fast } }
                  - loss
                  - { scenario: loss, parameters: { delay: 1s } }
                  - { parameters: {} }
                owner: nobody
                """);

        assertThat(mistakes())
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one)
                                .isEqualTo("suites/night.yaml:1:11: unknown value for services 'sometimes'; allowed:"
                                        + " each, once"),
                        one -> assertThat(one)
                                .isEqualTo(
                                        "suites/night.yaml:3:5: unknown scenario 'lat'; did you mean 'late'? Allowed:"
                                                + " curve, late, loss"),
                        one -> assertThat(one)
                                .isEqualTo(
                                        "suites/night.yaml:4:5: 'week' is a suite, and a suite holds scenarios alone;"
                                                + " write the names of its scenarios"),
                        one -> assertThat(one)
                                .isEqualTo("suites/night.yaml:5:44: delay: '9s' is more than its max, 5s"),
                        one -> assertThat(one)
                                .isEqualTo("suites/night.yaml:5:54: unknown parameter 'dely'; did you mean 'delay'?"
                                        + " Allowed: delay, rate"),
                        one -> assertThat(one).startsWith("suites/night.yaml:5:64: rate: "),
                        one -> assertThat(one)
                                .isEqualTo("suites/night.yaml:7:17: the run 'loss' stands twice in the suite, first in"
                                        + " line 6, with the same values; remove one, or give it other values under"
                                        + " parameters:"),
                        one -> assertThat(one)
                                .isEqualTo(
                                        "suites/night.yaml:8:5: 'scenario' is missing; write, for example, `scenario:"
                                                + " latency`"),
                        one -> assertThat(one).startsWith("suites/night.yaml:9:1: unknown key 'owner'"));
    }

    @Test
    void anEmptySuiteAndATooLargeOneAreMistakes() throws Exception {
        suite("scenarios: []\n");
        assertThat(mistakes())
                .containsExactly(
                        "suites/night.yaml:1:12: 'scenarios' is empty; write the name of a scenario: [latency]");

        StringBuilder many = new StringBuilder("scenarios:\n");
        IntStream.rangeClosed(1, 102).forEach(i -> many.append("  - { scenario: late, parameters: { delay: ")
                .append(i)
                .append("ms } }\n"));
        suite(many.toString());
        assertThat(mistakes())
                .containsExactly("suites/night.yaml:102:17: up to this scenario the suite has 101 runs, which is too"
                        + " many; give at most 100, or make two suites");
    }

    @Test
    void aSecretIsRefusedInATextThatIsShown() throws Exception {
        file(
                "scenarios/late.yaml",
                SCENARIO.replace("path: /", "path: \"{where}\"")
                        .replace("parameters:\n", "parameters:\n  where: { type: text, default: / }\n"));
        suite("scenarios: [{ scenario: late, parameters: { where: \"{env.PATH}\" } }]\n");

        assertThat(mistakes()).singleElement().asString().contains("{env.NAME} has no place in it");
    }

    @Test
    void aSuiteThatIsNotThereIsToldWithTheNearest() throws Exception {
        suite("scenarios: [late]\n");

        assertThatThrownBy(() -> preparation(new Selection(List.of(), List.of(), "nihgt"))
                        .plans())
                .hasMessage("no suite 'nihgt' in suites; did you mean 'night'? There are: night");
        assertThatThrownBy(() ->
                        preparation(new Selection(List.of(), List.of(), "late")).plans())
                .hasMessage("'late' is a scenario, not a suite; write -Dscenario=late");
    }

    @Test
    void onlyWhatFailedOfItRunsAgain() throws Exception {
        suite("scenarios: [loss, curve]\n");

        assertThat(Mistakes.orFail(preparation(night().only(List.of("curve[delay=2s]", "late")))
                                .plans())
                        .stream()
                        .map(plan -> plan.scenario().name()))
                .containsExactly("curve[delay=2s]");
        assertThatThrownBy(() -> preparation(night().only(List.of("late"))).plans())
                .hasMessage("no run of the suite 'night' has failed last time; those that did: late. Nothing was"
                        + " started.");
    }

    @Test
    void eachRunOfAMatrixIsNamedWhereItIsValid() throws Exception {
        Selection selection = new Selection(List.of("late", "curve"), List.of(), null);

        assertThat(preparation(selection).plans().get())
                .extracting(Validation::line)
                .containsExactlyInAnyOrder(
                        "scenarios/late.yaml: valid in environment 'local'",
                        "scenarios/curve.yaml (curve[delay=100ms]): valid in environment 'local'",
                        "scenarios/curve.yaml (curve[delay=2s]): valid in environment 'local'");
    }

    /** chaos:validate of a project finds the mistakes of suites that nobody has run yet. */
    @Test
    void allSuitesAreCheckedWhereNothingIsSelected() throws Exception {
        suite("scenarios: [lat]\n");

        assertThat(preparation(new Selection(List.of(), List.of())).suiteViolations())
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .startsWith("suites/night.yaml:1:13: unknown scenario 'lat'");
        assertThat(preparation(new Selection(List.of("late"), List.of())).suiteViolations())
                .isEmpty();
    }

    private static Selection chosen(
            @Nullable String scenario, @Nullable String suite, @Nullable String longSuite, @Nullable String tags)
            throws ChaosException {
        return ChosenScenarios.of(new Selectors(scenario, null, suite, longSuite, tags, null, new Properties()));
    }

    @Test
    void oneSuiteIsNamedAndNothingElse() throws Exception {
        assertThat(chosen(null, "night", null, null).suite()).isEqualTo("night");
        assertThat(chosen(null, null, "night", null).suite()).isEqualTo("night");
        assertThatThrownBy(() -> chosen("late", "night", null, null))
                .hasMessage(
                        "the suite 'night' lists the scenarios to run; leave out scenario, or the suite. Nothing was"
                                + " started.");
        assertThatThrownBy(() -> chosen(null, "night", null, "weekly"))
                .hasMessageContaining("leave out chaos.tags, or the suite");
        assertThatThrownBy(() -> chosen(null, "night, week", null, null))
                .hasMessageStartingWith("a build runs one suite, not 2: night, week");
        assertThatThrownBy(() -> chosen(null, "night", "week", null))
                .hasMessageStartingWith("suite is 'night' and chaos.suite is 'week': they mean the same");
        assertThatThrownBy(() -> chosen(null, "", null, null))
                .hasMessageStartingWith("-Dsuite is there and names nothing");
    }
}
