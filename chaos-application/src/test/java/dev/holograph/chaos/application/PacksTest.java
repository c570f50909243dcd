package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.application.pack.PackReference;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios of a pack beside those of the project that uses it. */
class PacksTest {

    private static final String SCENARIO = """
            tags: [weekly]
            parameters:
              delay: { type: duration, default: 1s, max: 5s }
            load: { http: { target: web, path: / }, rate: 1000/s }
            duration: 30s
            fault: { type: latency, target: web, delay: "{delay}" }
            steadyState: [error_rate < 1%]
            slo: [error_rate < 5%]
            """;

    @TempDir
    private Path root;

    private final Map<String, String> files = new TreeMap<>();
    private Map<String, String> typed = Map.of();

    @BeforeEach
    void aProjectAndAPack() throws IOException {
        write("environments/local.yaml", """
                services: { web: { command: [app] } }
                targets: { web: { service: web, through: proxy } }
                drivers: { latency: proxy }
                """);
        write("scenarios/own.yaml", SCENARIO);
        files.put("scenarios/slow.yaml", SCENARIO);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Pack pack() throws Exception {
        Path jar = root.resolve("pack.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry("META-INF/chaos/" + file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        PackReference reference = new PackReference("shared", "com.acme:pack:1.2.0");
        return Pack.ofJar(reference, jar, root.resolve("target/chaos/packs"));
    }

    private Preparation preparation(String... names) throws Exception {
        return preparation(new Selection(List.of(names), List.of()));
    }

    private Preparation preparation(Selection selection) throws Exception {
        Workspace workspace = new Workspace(
                root,
                root.resolve("scenarios"),
                root.resolve("environments"),
                root.resolve("target/chaos"),
                Map.of("project.version", "1.0"));
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
                new ScenarioFiles(workspace, List.of(pack()), (folder, parameter) -> ""));
    }

    private List<String> mistakes(String... names) throws Exception {
        return preparation(names).plans().violations().stream()
                .map(Violation::message)
                .toList();
    }

    @Test
    void allMeansThoseOfPacksToo() throws Exception {
        Validated<List<Plan>> plans = preparation().plans();

        assertThat(plans.get()).extracting(plan -> plan.scenario().name()).containsExactly("own", "shared/slow");
        assertThat(plans.get())
                .extracting(plan -> plan.scenario().file())
                .containsExactly("scenarios/own.yaml", "com.acme:pack:1.2.0!scenarios/slow.yaml");
        assertThat(plans.get().get(1).runId()).startsWith("shared-slow-");
    }

    @Test
    void twoFilesOfOneNameAreNamedAsThePackHasThem() {
        files.put("scenarios/slow.yml", SCENARIO);

        assertThatThrownBy(() -> preparation().plans())
                .hasMessage(
                        "com.acme:pack:1.2.0!scenarios/slow.yaml and com.acme:pack:1.2.0!scenarios/slow.yml are both"
                                + " called 'slow'; rename or remove one. Nothing was started.");
    }

    @Test
    void oneIsSelectedByThePacksNameAndItsOwn() throws Exception {
        assertThat(preparation("shared/slow").plans().get()).hasSize(1);
        assertThatThrownBy(() -> preparation("shared/slov").plans())
                .hasMessage("no scenario 'shared/slov' in scenarios or the packs shared; did you mean 'shared/slow'?"
                        + " There are: own, shared/slow");
    }

    @Test
    void itsParametersAreSetByTheEnvironmentAndOnTheCommandLine() throws Exception {
        write(
                "environments/local.yaml",
                Files.readString(root.resolve("environments/local.yaml")) + "parameters: { delay: 2s }\n");
        assertThat(delay()).isEqualTo("delay 2s");

        typed = Map.of("delay", "3s");
        assertThat(delay()).isEqualTo("delay 3s");

        typed = Map.of("delay", "9s");
        assertThat(mistakes("shared/slow")).singleElement().asString().contains("9s", "5s");
    }

    private String delay() throws Exception {
        Scenario scenario = preparation("shared/slow").plans().get().get(0).scenario();
        ParameterValue value = scenario.parameters().get(0);
        return value.name() + " " + value.text();
    }

    @Test
    void nothingOfTheBuildIsFilledIn() throws Exception {
        files.put(
                "scenarios/slow.yaml",
                SCENARIO.replace(
                        "path: / }, rate: 1000/s",
                        "path: /, headers: { A: \"{env.PATH}\", B: \"{env.HOME:none}\" } }, rate:"
                                + " \"{project.version}/s\""));

        assertThat(mistakes("shared/slow"))
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).startsWith("com.acme:pack:1.2.0!scenarios/slow.yaml:4:"))
                .anySatisfy(text -> assertThat(text)
                        .contains("a pack reads no variable of whoever uses it, such as {env.PATH}; declare a"
                                + " parameter under parameters:, which the user's environment sets"))
                .anySatisfy(text -> assertThat(text).contains("such as {env.HOME}"))
                .anySatisfy(text -> assertThat(text).contains("nothing fills {project.version}"));
    }

    @Test
    void aScriptLiesInThePack() throws Exception {
        String script = SCENARIO.replace("rate: 1000/s", "rate: 1000/s, script: SCRIPT");
        write("scripts/own.js", "export default function () {}");
        files.put("scripts/shop.js", "export default function () {}");
        files.put("scenarios/slow.yaml", script.replace("SCRIPT", "scripts/shop.js"));

        String found = preparation("shared/slow")
                .plans()
                .get()
                .get(0)
                .scenario()
                .loads()
                .get(0)
                .script();

        assertThat(found).startsWith("target/chaos/packs/shared-").endsWith("/scripts/shop.js");
        assertThat(root.resolve(found)).exists();

        files.put("scenarios/slow.yaml", script.replace("SCRIPT", "../../../../scripts/own.js"));
        assertThat(mistakes("shared/slow"))
                .singleElement()
                .asString()
                .contains("the script '../../../../scripts/own.js' leads out of the pack");

        files.put(
                "scenarios/slow.yaml",
                script.replace("SCRIPT", root.resolve("scripts/own.js").toString()));
        assertThat(mistakes("shared/slow")).singleElement().asString().contains("leads out of the pack");

        files.put("scenarios/slow.yaml", script.replace("SCRIPT", "scripts/own.js"));
        assertThat(mistakes("shared/slow")).singleElement().asString().contains("there is no script 'scripts/own.js'");
    }

    @Test
    void aNewerLanguageIsNotRead() throws Exception {
        files.put("pack.yaml", "language: 2\ntitle: Tomorrow\n");

        assertThat(Packs.mistakes(pack()))
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .startsWith("com.acme:pack:1.2.0!pack.yaml:1:11: the pack is written in version 2 of the scenario"
                        + " language, and this plugin reads 1");

        files.put("pack.yaml", "langauge: 1\n");
        assertThat(Packs.mistakes(pack())).extracting(Violation::message).anySatisfy(text -> assertThat(text)
                .contains("'language'"));

        files.remove("pack.yaml");
        files.put("pack.yml", "language: 9\n");
        assertThat(Packs.mistakes(pack()))
                .extracting(Violation::message)
                .containsExactly(
                        "com.acme:pack:1.2.0!pack.yml:1:1: nobody reads a file of this name; call it pack.yaml");
    }

    @Test
    void aSuiteMayNameItsScenarios() throws Exception {
        write("suites/night.yaml", """
                scenarios:
                  - own
                  - { scenario: shared/slow, parameters: { delay: 3s } }
                """);

        assertThat(preparation(new Selection(List.of(), List.of(), "night"))
                        .plans()
                        .get())
                .extracting(plan -> plan.scenario().name())
                .containsExactly("own", "shared/slow[delay=3s]");
    }

    /** Nobody would miss what is never looked at. */
    @Test
    void scenariosInAFolderBelowAreRefused() {
        files.put("scenarios/more/fast.yaml", SCENARIO);
        assertThatThrownBy(() -> preparation().plans())
                .hasMessage("com.acme:pack:1.2.0!scenarios/more/fast.yaml lies too deep: scenarios of a pack lie in its"
                        + " folder scenarios itself. Nothing was started.");
    }

    @Test
    void aPackWithoutScenariosIsNone() {
        files.clear();
        files.put("pack.yaml", "language: 1\n");
        assertThatThrownBy(() -> preparation().plans())
                .hasMessageStartingWith("the pack 'shared' (com.acme:pack:1.2.0) has no scenarios");
    }
}
