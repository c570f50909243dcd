package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PlanText;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the folders of a project to plans: what is chosen, and what is said where that cannot be. */
class PreparationTest {

    private static final String SCENARIO = """
            tags: [%s]
            load: { http: { target: web, path: / }, rate: 1000/s }
            duration: 30s
            fault: { type: latency, target: web, delay: 1s }
            steadyState: [error_rate < 1%%]
            slo: [error_rate < 5%%]
            """;

    private static final String LOCAL = """
            services: { web: { command: [app] } }
            targets: { web: { service: web, through: proxy } }
            drivers: { latency: proxy }
            """;

    @TempDir
    private Path root;

    private String load;
    private List<Pack> packs = List.of();
    private Map<String, String> typed = Map.of();

    @BeforeEach
    void aProject() throws IOException {
        scenario("latency", "network");
        scenario("loss", "network, weekly");
        file("environments/local.yaml", LOCAL);
    }

    private void scenario(String name, String tags) throws IOException {
        file("scenarios/" + name + ".yaml", SCENARIO.formatted(tags));
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Preparation preparation(List<String> names, List<String> tags, String environment) {
        Workspace workspace = new Workspace(
                root, root.resolve("scenarios"), root.resolve("environments"), root.resolve("target/chaos"), Map.of());
        return new Preparation(
                workspace,
                new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty()),
                new Selection(names, tags),
                environment,
                PhaseOverrides.NONE,
                7L,
                load,
                new TypedParameters(typed),
                List.of(),
                new ScenarioFiles(
                        workspace, packs, (folder, parameter) -> " The folder is named by " + parameter + "."));
    }

    private List<String> chosen(List<String> names, List<String> tags) throws ChaosException {
        return preparation(names, tags, "local").scenarios().get().stream()
                .map(Scenario::name)
                .toList();
    }

    private List<String> mistakes() throws ChaosException {
        return preparation(List.of(), List.of(), "local").plans().violations().stream()
                .map(Violation::message)
                .toList();
    }

    @Test
    void choosesAllByNameOrByTag() throws ChaosException {
        assertThat(chosen(List.of(), List.of())).containsExactly("latency", "loss");
        assertThat(chosen(List.of("loss", "latency"), List.of())).containsExactly("loss", "latency");
        assertThat(chosen(List.of(), List.of("weekly"))).containsExactly("loss");
        assertThat(chosen(List.of("latency", "loss"), List.of("weekly"))).containsExactly("loss");
    }

    @Test
    void aScenarioThatIsNotThereIsToldWithTheNearest() {
        assertThatThrownBy(() -> chosen(List.of("latencey"), List.of()))
                .hasMessage("no scenario 'latencey' in scenarios; did you mean 'latency'? There are: latency, loss");
    }

    /** A label or a name without the run's id would be that of all runs, or of none. */
    @Test
    void byHandAFaultIsUndoneByItsRunsIdSoThatNoOtherRunIsTouched() throws Exception {
        file("environments/staging.yaml", """
                guard: { kubeContext: staging, namespaces: [shop], hosts: [127.0.0.1], maxPods: 3 }
                targets:
                  web: { url: "http://127.0.0.1:8080", kubernetes: { namespace: shop, selector: app=web } }
                  cache: { kubernetes: { namespace: shop, selector: app=cache } }
                drivers: { network-policy: kubernetes, latency: toxiproxy, packet-loss: chaos-mesh }
                """);
        String faults = """
                load: { http: { target: web, path: / }, rate: 1000/s }
                duration: 30s
                fault: { type: %s }
                steadyState: [error_rate < 1%%]
                slo: [error_rate < 5%%]
                """;
        file("scenarios/latency.yaml", faults.formatted("latency, target: web, delay: 1s"));
        file("scenarios/loss.yaml", faults.formatted("packet-loss, target: web, loss: 5%, direction: responses"));
        file("scenarios/cut.yaml", faults.formatted("network-policy, target: web, peer: cache"));

        List<Plan> plans = preparation(List.of(), List.of(), "staging").plans().get();

        assertThat(plans).hasSize(3).allSatisfy(plan -> assertThat(byHand(plan)).contains(plan.runId()));
        // No run will ever have an id that chaos:plan makes up.
        assertThat(preparation(List.of(), List.of(), "staging").previews().get())
                .hasSize(3)
                .allSatisfy(plan -> assertThat(byHand(plan)).containsIgnoringCase("RUN"))
                .noneSatisfy(plan -> assertThat(byHand(plan)).containsPattern("\\d{8}-\\d{6}"));
    }

    private static String byHand(Plan plan) {
        return Objects.requireNonNull(plan.faults().get(0).undo()).byHand();
    }

    @Test
    void aScenarioThatFitsIntoNoWindowIsAMistakeAtAnyHour() throws Exception {
        file("environments/local.yaml", """
                services: { web: { command: [app] } }
                targets: { web: { service: web, through: proxy } }
                drivers: { latency: proxy }
                guard: { window: { from: "02:00", to: "02:01", zone: UTC } }
                """);
        assertThat(mistakes())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("environments/local.yaml:4:")
                .contains("is 1m long, and up to the undo of its last fault the scenario 'latency' needs ");
    }

    private void matrix() throws IOException {
        file(
                "scenarios/late.yaml",
                SCENARIO.formatted("network").replace("delay: 1s", "delay: \"{delay}\"")
                        + "parameters: { delay: { type: duration, max: 5s } }\nmatrix: { delay: [100ms, 1s] }\n");
    }

    @Test
    void aMatrixIsChosenWholeByItsFileAndByTheRun() throws Exception {
        matrix();
        assertThat(chosen(List.of(), List.of("network")))
                .containsExactly("late[delay=100ms]", "late[delay=1s]", "latency", "loss");
        assertThat(chosen(List.of("late"), List.of())).containsExactly("late[delay=100ms]", "late[delay=1s]");
        assertThat(chosen(CommaSeparated.split("late[delay=1s], loss"), List.of()))
                .containsExactly("late[delay=1s]", "loss");
        assertThat(CommaSeparated.split("late[delay=1s,load=9/s],loss"))
                .containsExactly("late[delay=1s,load=9/s]", "loss");
        assertThatThrownBy(() -> chosen(List.of("late[delay=3s]"), List.of()))
                .hasMessage("scenario 'late' has no run 'late[delay=3s]'. There are: late[delay=100ms], late[delay=1s]."
                        + " Nothing was started.");
    }

    @Test
    void eachRunOfAMatrixHasAPlan() throws Exception {
        matrix();
        assertThat(preparation(List.of("late"), List.of(), "local").plans().get())
                .extracting(plan -> plan.scenario().name() + " " + plan.runId().replaceAll("-\\d{8}.*", ""))
                .containsExactly("late[delay=100ms] late-delay-100ms-", "late[delay=1s] late-delay-1s-");
    }

    @Test
    void whatFailedOfAMatrixIsChosenFromWhatIsNamed() throws Exception {
        assertThat(new Selection(List.of("late"), List.of())
                        .only(List.of("late[delay=1s]", "loss"))
                        .names())
                .containsExactly("late[delay=1s]");
    }

    /** Else a run would go with another value than a person believes. */
    @Test
    void aValueThatNobodyTakesIsAMistake() throws Exception {
        matrix();
        typed = Map.of("dellay", "3s", "delay", "10s");
        file("environments/local.yaml", LOCAL + "parameters: { delai: 3s }\n");

        assertThat(mistakes())
                .containsExactlyInAnyOrder(
                        "scenarios/late.yaml:7:15: delay by -Dchaos.p.delay: '10s' is more than its max, 5s",
                        "scenarios/late.yaml:1:1: no selected scenario has a parameter 'dellay', which -Dchaos.p.dellay"
                                + " sets; did you mean 'delay'? Allowed: delay",
                        "environments/local.yaml:4:22: unknown parameter 'delai'; did you mean 'delay'? Allowed: delay");
    }

    /** The scenario that has the parameter does not run: what was to change would stay as it is. */
    @Test
    void aValueOfAScenarioThatIsNotSelectedByTagIsAMistake() throws Exception {
        matrix();
        typed = Map.of("delay", "2s");

        assertThat(preparation(List.of(), List.of("weekly"), "local").plans().violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("no selected scenario has a parameter 'delay', which -Dchaos.p.delay sets");
    }

    @Test
    void theEnvironmentSetsAValueAlsoForAListOfScenarios() throws Exception {
        file(
                "scenarios/loss.yaml",
                SCENARIO.formatted("weekly").replace("1000/s", "\"{load}\"")
                        + "parameters: { load: { type: rate } }\n");
        assertThat(mistakes()).singleElement().asString().contains("parameter 'load' has no value");
        file("environments/local.yaml", LOCAL + "parameters: { load: 900/s }\n");

        assertThat(chosen(List.of(), List.of())).containsExactly("latency", "loss");
        assertThat(PlanText.of(preparation(List.of("loss"), List.of(), "local")
                        .plans()
                        .get()
                        .get(0)))
                .contains("Value  load = 900/s, environment local");
    }

    /** The guard sees what a run would do, wherever its values come from. */
    @Test
    void noValueLoosensTheGuard() throws Exception {
        file("environments/local.yaml", """
                targets: { web: { url: "http://web.example" }, cache: { url: "redis://cache.example:6379" } }
                drivers: { redis-flush: redis, redis-disconnect: redis }
                guard: { hosts: [web.example, cache.example] }
                """);
        Files.delete(root.resolve("scenarios/loss.yaml"));
        file(
                "scenarios/latency.yaml",
                SCENARIO.formatted("x")
                                .replace("type: latency, target: web, delay: 1s", "type: \"{kind}\", target: cache")
                        + "parameters: { kind: { type: text, default: redis-disconnect } }\n");
        assertThat(mistakes()).isEmpty();
        typed = Map.of("kind", "redis-flush");

        assertThat(mistakes()).singleElement().asString().contains("redis-flush", "guard");
    }

    @Test
    void aTagThatNobodyCarriesIsTold() {
        assertThatThrownBy(() -> chosen(List.of(), List.of("weakly")))
                .hasMessage("no scenario carries one of the tags [weakly]");
    }

    /** Else the scenarios of the right tag would make a green build without those that were meant by the other. */
    @Test
    void oneOfSeveralTagsThatNobodyCarriesIsRefused() {
        assertThatThrownBy(() -> chosen(List.of(), List.of("network", "weakly")))
                .hasMessage("no scenario carries the tag 'weakly'; did you mean 'weekly'? There are: network, weekly."
                        + " Nothing was started.");
        assertThatThrownBy(() -> chosen(List.of(), List.of("weekly", "nightly", "hourly")))
                .hasMessageStartingWith("no scenario carries the tag 'nightly'");
    }

    @Test
    void severalTagsTakeTheScenariosOfEach() throws Exception {
        scenario("other", "smoke");

        assertThat(chosen(List.of(), List.of("weekly", "smoke"))).containsExactly("loss", "other");
    }

    /** Runs, results and histories are known by names: of two of one name, the one could stand for the other. */
    @Test
    void twoOfOneNameAreRefused() throws Exception {
        matrix();
        file("scenarios/late[delay=1s].yaml", SCENARIO.formatted("x"));
        assertThatThrownBy(() -> preparation(List.of(), List.of(), "local").plans())
                .hasMessage(
                        "two runs are called 'late[delay=1s]', of scenarios/late.yaml and scenarios/late[delay=1s].yaml;"
                                + " rename one of the files. Nothing was started.");

        file("scenarios/loss.yml", SCENARIO.formatted("x"));
        assertThatThrownBy(
                        () -> preparation(List.of("loss"), List.of(), "local").plans())
                .hasMessage("scenarios/loss.yaml and scenarios/loss.yml are both called 'loss'; rename or remove one."
                        + " Nothing was started.");
        Files.delete(root.resolve("scenarios/loss.yml"));

        file("environments/local.yml", LOCAL);
        assertThatThrownBy(
                        () -> preparation(List.of("loss"), List.of(), "local").plans())
                .hasMessage(
                        "environments/local.yaml and environments/local.yml are both called 'local'; rename or remove"
                                + " one. Nothing was started.");
    }

    @Test
    void anEnvironmentThatIsNotThereIsTold() {
        assertThatThrownBy(() -> preparation(List.of(), List.of(), "staging").plans())
                .hasMessage("no environment 'staging' in environments. There are: local");
    }

    @Test
    void aProjectWithoutScenariosIsTold() throws IOException {
        Files.delete(root.resolve("scenarios/latency.yaml"));
        Files.delete(root.resolve("scenarios/loss.yaml"));

        assertThatThrownBy(() -> chosen(List.of(), List.of()))
                .hasMessageContaining("there are no scenarios in " + root.resolve("scenarios"))
                .hasMessageContaining("chaos.scenarioDirectory");
    }

    @Test
    void eachPlanHasARunOfItsOwnAndTheSeed() throws ChaosException {
        Validated<List<Plan>> plans = preparation(List.of(), List.of(), "local").plans();

        assertThat(plans.get()).extracting(Plan::runId).doesNotHaveDuplicates().hasSize(2);
        assertThat(plans.get()).extracting(Plan::seed).containsOnly(7L);
    }

    @Test
    void mistakesOfAllFilesAreToldAtOnce() throws IOException, ChaosException {
        file("scenarios/latency.yaml", SCENARIO.formatted("x").replace("30s", "30"));
        file("scenarios/loss.yaml", SCENARIO.formatted("x").replace("latency", "latenzy"));
        file("environments/local.yaml", "targets: { web: {} }");

        assertThat(mistakes())
                .hasSize(3)
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("scenarios/latency.yaml:3:11: "),
                        two -> assertThat(two)
                                .startsWith("scenarios/loss.yaml:4:16: ")
                                .contains("'latency'"),
                        three -> assertThat(three).startsWith("environments/local.yaml:1:17: "));
    }

    @Test
    void whatDoesNotFitTheEnvironmentIsToldWithTheOtherMistakes() throws IOException, ChaosException {
        file(
                "scenarios/latency.yaml",
                SCENARIO.formatted("x").replace("30s", "30").replace("target: web", "target: wed"));
        file(
                "scenarios/loss.yaml",
                SCENARIO.formatted("x").replace("latency", "pod-kill").replace(", delay: 1s", ""));
        file("environments/local.yaml", """
                services: { web: { command: [app] } }
                targets: { web: { service: web, through: proxy } }
                drivers: { latency: proxi }
                """);

        assertThat(mistakes())
                .satisfiesExactly(
                        driver -> assertThat(driver).startsWith("environments/local.yaml:3:21: unknown driver"),
                        load -> assertThat(load)
                                .startsWith("scenarios/latency.yaml:2:25: environment 'local' has no target 'wed'; did"
                                        + " you mean 'web'?"),
                        time -> assertThat(time).startsWith("scenarios/latency.yaml:3:11: "),
                        fault -> assertThat(fault).startsWith("scenarios/latency.yaml:4:33: environment 'local' has"),
                        none -> assertThat(none).startsWith("scenarios/loss.yaml:4:8: no driver for pod-kill"));
    }

    @Test
    void aMistakeOfTheEnvironmentThatAllScenariosMeetIsToldOnce() throws IOException, ChaosException {
        file("environments/local.yaml", """
                services: { web: { command: [app] } }
                targets: { web: { service: web, through: proxy } }
                drivers: { latency: proxi }
                """);

        assertThat(mistakes()).singleElement().asString().startsWith("environments/local.yaml:3:21: unknown driver");
    }

    @Test
    void theLoadDriverOfTheCommandLineWins() throws ChaosException {
        load = "embedded";
        assertThat(preparation(List.of(), List.of(), "local")
                        .plans()
                        .get()
                        .get(0)
                        .environment()
                        .loadDriver())
                .isEqualTo("embedded");
    }
}
