package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.adapters.yaml.SuiteReader;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Kinds;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What this repository itself shows: its scenarios, and every YAML example of its documents, are right. */
class RepositoryTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAMED_FILE =
            Pattern.compile("\\*\\*`([^`]+)`\\*\\*\\n\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TOP_KEY = Pattern.compile("(?m)^(\\w+):");
    private static final Set<String> ENVIRONMENT_KEYS = Set.of("services", "targets", "drivers", "messages");
    private static final Placeholders PLACEHOLDERS =
            new Placeholders(Map.of("project.version", "1"), variable -> "value-of-" + variable);

    /** What an excerpt leaves out of a scenario. */
    private static final Map<String, String> REST_OF_A_SCENARIO = new LinkedHashMap<>(Map.of(
            "load",
                    "load: { websocket: { target: renderer, path: /ws, message: '{id}', answer: { id: /a } }, rate: 1000/s }",
            "duration", "duration: { baseline: 2m, fault: 2m, recovery: 3m }",
            "fault", "fault: { type: latency, target: renderer, delay: 1s }",
            "steadyState", "steadyState: [error_rate < 1%]",
            "slo", "slo: [error_rate < 5%]",
            "ledger", "ledger: { find: { http: \"GET /{id}\", target: renderer } }"));

    private static final Map<String, String> REST_OF_AN_ENVIRONMENT = Map.of(
            "services", "services: { redis: { type: redis }, renderer: { type: redis } }",
            "targets", "targets: { renderer: { service: renderer } }");

    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> itsScenariosFitItsEnvironment() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : Workspace.yamlFiles(ROOT.resolve("scenarios"))) {
            String name = Workspace.name(file);
            tests.add(DynamicTest.dynamicTest(
                    name, () -> assertThat(violations(new Selection(List.of(name), List.of()), "local"))
                            .isEmpty()));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(4);
        return tests;
    }

    /** The same scenario runs on a laptop and against staging. */
    @Test
    void whatRunsEveryWeekFitsTheStagingClusterAsWell() throws Exception {
        assertThat(violations(new Selection(List.of(), List.of("weekly")), "staging"))
                .isEmpty();
        assertThat(violations(new Selection(List.of(), List.of("weekly")), "in-cluster"))
                .isEmpty();
    }

    /** Its certificates are made by a script, which is not run here: only they may be missing. */
    @Test
    void whatRunsEveryWeekFitsTheEnvironmentBehindNginxAsWell() throws Exception {
        assertThat(violations(new Selection(List.of(), List.of("weekly")), "tls"))
                .filteredOn(message -> !message.contains("there is no file 'target/tls/ca.pem'"))
                .isEmpty();
    }

    private static List<String> violations(Selection selection, String environment) throws Exception {
        Workspace workspace = new Workspace(
                ROOT,
                ROOT.resolve("scenarios"),
                ROOT.resolve("environments"),
                ROOT.resolve("target"),
                Map.of("project.version", "1"));
        ProviderRegistry tools = new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty());
        return new Preparation(workspace, tools, selection, environment, PhaseOverrides.NONE, 1L, null)
                .plans().violations().stream().map(Violation::message).toList();
    }

    @TestFactory
    List<DynamicTest> everyExampleOfTheDocsIsRight() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            int number = 0;
            String text = Files.readString(page).replace("\r\n", "\n");
            for (MatchResult example : EXAMPLE.matcher(text).results().toList()) {
                String name = ROOT.relativize(page) + ", example " + ++number;
                tests.add(DynamicTest.dynamicTest(
                        name, () -> assertThat(mistakes(example.group(1))).isEmpty()));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(15);
        return tests;
    }

    private List<String> mistakes(String example) throws IOException {
        Set<String> keys =
                TOP_KEY.matcher(example).results().map(key -> key.group(1)).collect(Collectors.toSet());
        if (keys.contains("scenarios")) {
            Path suite = Files.writeString(folder.resolve("suite.yaml"), example);
            return new SuiteReader(PLACEHOLDERS)
                    .read(suite, "example").violations().stream()
                            .map(Violation::message)
                            .toList();
        }
        boolean isEnvironment = keys.stream().anyMatch(ENVIRONMENT_KEYS::contains);
        Map<String, String> rest = isEnvironment ? REST_OF_AN_ENVIRONMENT : REST_OF_A_SCENARIO;
        String missing = rest.entrySet().stream()
                .filter(part -> !keys.contains(part.getKey()) && !keys.contains(part.getKey() + "s"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("example.yaml"), example + missing + "\n");
        List<Violation> violations = isEnvironment
                ? environmentViolations(
                        new EnvironmentReader(Kinds.found(Map.of()), PLACEHOLDERS).read(file, "example"))
                : new ScenarioReader(
                                new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty()).kinds(),
                                PLACEHOLDERS,
                                PhaseOverrides.NONE,
                                ROOT)
                        .read(file, "example")
                        .violations();
        return violations.stream().map(Violation::message).toList();
    }

    private static List<Violation> environmentViolations(Validated<Environment> read) {
        return read.isValid()
                ? new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty())
                        .messages(read.get())
                        .violations()
                : read.violations();
    }

    /** What receivers build upon: the guide's JSON has the keys of a real message; WebhookMessageTest has them too. */
    @Test
    void theJsonOfTheGuideHasTheKeysOfAMessage() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/guide/messages.md"));
        Matcher json = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(json.find()).isTrue();
        JsonObject message = new JsonObject(json.group(1));
        assertThat(message.fieldNames())
                .containsExactly(
                        "version",
                        "id",
                        "result",
                        "headline",
                        "project",
                        "environment",
                        "commit",
                        "started",
                        "ended",
                        "problem",
                        "scenarios",
                        "links");
    }

    /** Readers copy them into an empty folder; SpringBootTutorialTest of src/it builds and runs the very same. */
    @Test
    void theTutorialShowsAllFilesOfItsProject() throws IOException {
        String page = read(ROOT.resolve("docs/guide/tutorial-spring-boot-postgresql.md"));
        Map<String, String> shown = NAMED_FILE
                .matcher(page)
                .results()
                .collect(Collectors.toMap(file -> file.group(1), file -> file.group(2)));
        assertThat(shown).isEqualTo(filesOf(ROOT.resolve("src/it/projects/spring-boot-postgresql")));
    }

    private static Map<String, String> filesOf(Path project) throws IOException {
        Matcher version = Pattern.compile("<artifactId>chaos-parent</artifactId>\\s*<version>([^<]+)<")
                .matcher(read(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(project)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(one -> !project.relativize(one).startsWith("target"))
                    .toList()) {
                files.put(
                        project.relativize(file).toString().replace('\\', '/'),
                        read(file).replace("@project.version@", version.group(1)));
            }
        }
        return files;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).replace("\r\n", "\n");
    }

    @Test
    void theGuidesIndexHasEachOfItsPagesOnce() throws IOException {
        Path guide = ROOT.resolve("docs/guide");
        String index = Files.readString(guide.resolve("README.md"));
        List<String> linked = Pattern.compile("\\]\\(([a-z0-9-]+\\.md)\\)")
                .matcher(index)
                .results()
                .map(link -> link.group(1))
                .sorted()
                .toList();
        try (Stream<Path> pages = Files.list(guide)) {
            assertThat(linked)
                    .containsExactlyElementsOf(
                            pages.map(page -> page.getFileName().toString())
                                    .filter(page -> page.endsWith(".md") && !page.equals("README.md"))
                                    .sorted()
                                    .toList());
        }
    }

    @Test
    void theGlossaryIsInTheOrderOfTheAlphabet() throws IOException {
        List<String> words = Files.readAllLines(ROOT.resolve("docs/guide/glossary.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word "))
                .map(line -> line.substring(2, line.indexOf(" |", 2)))
                .toList();
        assertThat(words).hasSizeGreaterThan(40).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages.filter(page -> page.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }
}
