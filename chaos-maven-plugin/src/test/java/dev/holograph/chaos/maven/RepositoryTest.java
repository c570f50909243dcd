package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.scenario.Checked;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What this repository itself shows: its scenarios and the examples of its guide are right, and stay so. */
class RepositoryTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, String> PROPERTIES = Map.of("project.version", "1");
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: (scenario|environment) -->\\n+```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> itsScenariosFitItsEnvironment() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : Workspace.yamlFiles(ROOT.resolve("scenarios"))) {
            String name = Workspace.name(file);
            tests.add(DynamicTest.dynamicTest(name, () -> {
                Workspace workspace = workspace(ROOT.resolve("scenarios"), ROOT.resolve("environments"));
                assertThat(mistakes(workspace, name, "local")).isEmpty();
            }));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(4);
        return tests;
    }

    @TestFactory
    List<DynamicTest> everyExampleOfTheDocsIsRight() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            List<MatchResult> examples = EXAMPLE.matcher(Files.readString(page).replace("\r\n", "\n"))
                    .results()
                    .toList();
            for (MatchResult example : examples) {
                String name = ROOT.relativize(page) + " " + example.group(1) + " at " + example.start();
                tests.add(DynamicTest.dynamicTest(name, () -> isRight(example.group(1), example.group(2))));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(2);
        return tests;
    }

    private void isRight(String kind, String text) throws IOException, MojoExecutionException {
        Path scenarios = Files.createDirectories(folder.resolve("scenarios"));
        Path environments = Files.createDirectories(folder.resolve("environments"));
        if (kind.equals("scenario")) {
            Files.writeString(scenarios.resolve("example.yaml"), text);
            assertThat(new Preparation(
                                    workspace(scenarios, environments),
                                    new Toolbox(Map.of()),
                                    new Selection(List.of("example"), List.of()),
                                    "none",
                                    PhaseOverrides.NONE,
                                    null,
                                    null)
                            .scenarios()
                            .violations())
                    .extracting(Violation::message)
                    .isEmpty();
        } else {
            Files.copy(ROOT.resolve("scenarios/latency.yaml"), scenarios.resolve("latency.yaml"));
            Files.writeString(environments.resolve("example.yaml"), text);
            // A scenario may lack a target there; the environment's own file has no mistakes.
            assertThat(mistakes(workspace(scenarios, environments), "latency", "example"))
                    .noneMatch(mistake -> mistake.contains("example.yaml:"));
        }
    }

    private static List<String> mistakes(Workspace workspace, String scenario, String environment) throws IOException {
        try {
            Checked<List<Plan>> plans = new Preparation(
                            workspace,
                            new Toolbox(Map.of()),
                            new Selection(List.of(scenario), List.of()),
                            environment,
                            PhaseOverrides.NONE,
                            1L,
                            null)
                    .plans();
            return plans.violations().stream().map(Violation::message).toList();
        } catch (MojoExecutionException e) {
            throw new IOException(e);
        }
    }

    private static Workspace workspace(Path scenarios, Path environments) {
        return new Workspace(ROOT, scenarios, environments, ROOT.resolve("target"), PROPERTIES);
    }

    private static List<Path> pages() {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            List<Path> all = new ArrayList<>(
                    pages.filter(page -> page.toString().endsWith(".md")).toList());
            all.add(ROOT.resolve("README.md"));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
