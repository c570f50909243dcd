package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The weekly run on GitHub, in GitLab CI and in Jenkins: the same steps, with goals and parameters that there are. */
class PipelinesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CHAOS = ROOT.resolve(".github/workflows/chaos.yml");
    private static final Path EXAMPLES = ROOT.resolve("docs/examples/pipelines");
    private static final Path GITLAB = EXAMPLES.resolve(".gitlab-ci.yml");
    private static final Path JENKINS = EXAMPLES.resolve("Jenkinsfile");

    private static final List<String> STEPS = List.of("install-tools", "doctor", "recover", "run", "abort", "recover");
    private static final Pattern GOAL = Pattern.compile("mvn (?:-[BNq] )*chaos:([a-z-]+)");
    private static final Pattern PARAMETER = Pattern.compile("-D(chaos\\.[A-Za-z0-9.]+)");

    @TempDir
    private Path folder;

    @Test
    void allTakeTheSameStepsInTheSameOrder() throws IOException {
        assertThat(goals(Files.readString(CHAOS))).containsExactlyElementsOf(STEPS);
        assertThat(goals(Files.readString(GITLAB))).containsExactlyElementsOf(STEPS);
        assertThat(goals(Files.readString(JENKINS))).containsExactlyElementsOf(STEPS);
    }

    private static List<String> goals(String text) {
        return GOAL.matcher(text).results().map(goal -> goal.group(1)).toList();
    }

    /** As the plugin's own descriptor has them. */
    @Test
    void theyNameParametersThatThereAre() throws IOException {
        String descriptor = Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml"));
        Set<String> named = new LinkedHashSet<>();
        for (Path file : List.of(
                CHAOS,
                GITLAB,
                JENKINS,
                ROOT.resolve("holograph-renderer/kubernetes/weekly/cronjob.yaml"),
                ROOT.resolve("holograph-renderer/kubernetes/weekly/.mvn/maven.config"),
                ROOT.resolve("holograph-renderer/kubernetes/weekly/Dockerfile"))) {
            PARAMETER.matcher(Files.readString(file)).results().forEach(match -> named.add(match.group(1)));
        }

        assertThat(named)
                .contains("chaos.environment", "chaos.endWithParent", "chaos.stateDirectory")
                .allSatisfy(parameter -> assertThat(descriptor).contains(">${" + parameter + "}<"));
    }

    @Test
    void actionsArePinnedByCommitAndWorkflowsOnlyRead() throws IOException {
        try (Stream<Path> workflows = Files.list(CHAOS.getParent())) {
            for (Path workflow : workflows.toList()) {
                String text = Files.readString(workflow);
                assertThat(text.lines().filter(line -> line.contains("uses:")).toList())
                        .as(workflow.toString())
                        .isNotEmpty()
                        .allMatch(line -> line.matches(".*uses: [\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
                assertThat(yaml(text)).containsEntry("permissions", Map.of("contents", "read"));
                assertThat(text.lines().filter(line -> line.strip().startsWith("permissions:")))
                        .hasSize(1);
            }
        }
    }

    @Test
    void onGitHubWhatIsLeftIsTakenBackHoweverTheRunEnded() throws IOException {
        assertThat(step("End a run that a cancelled step has left"))
                .containsEntry("if", "always() && steps.chaos.outcome != 'skipped'");
        assertThat(step("Take back what a killed run has left"))
                .containsEntry("if", "always() && steps.chaos.outcome != 'skipped'");
    }

    /** Else somebody could have the runner carry out a command by the text of an input. */
    @Test
    void noInputIsPutIntoAScript() throws IOException {
        for (Map<String, Object> step : steps()) {
            assertThat(String.valueOf(step.get("run"))).doesNotContain("${{");
        }
        assertThat(Files.readString(JENKINS)).doesNotContain("sh \"");
    }

    @Test
    @SuppressWarnings("unchecked")
    void inGitLabAReportIsKeptHoweverTheJobEnds() throws IOException {
        Map<String, Object> job =
                (Map<String, Object>) yaml(Files.readString(GITLAB)).get("chaos");

        assertThat(job)
                .containsEntry("interruptible", false)
                .containsEntry("retry", 0)
                .containsKey("resource_group");
        assertThat((Map<String, Object>) job.get("artifacts"))
                .containsEntry("when", "always")
                .containsEntry("reports", Map.of("junit", "target/chaos/TEST-chaos.xml"));
        assertThat((List<String>) job.get("after_script"))
                .hasSize(2)
                .allMatch(line -> line.contains(" || "), "keeps the next from being tried");
    }

    /** As far as the language goes; what Jenkins makes of its names, only a Jenkins knows. */
    @Test
    void theJenkinsfileIsAPipelineWhoseEndIsAlwaysReached() throws IOException {
        assertThat(calls(JENKINS))
                .contains(
                        "pipeline",
                        "pipeline agent",
                        "pipeline triggers cron",
                        "pipeline parameters string",
                        "pipeline parameters choice",
                        "pipeline options disableConcurrentBuilds",
                        "pipeline options timeout",
                        "pipeline stages stage steps sh",
                        "pipeline post always catchError sh",
                        "pipeline post always junit",
                        "pipeline post always archiveArtifacts")
                .doesNotContain("pipeline post always sh");
    }

    @Test
    void aJenkinsfileThatDoesNotParseIsNoticed() throws IOException {
        Path broken = Files.writeString(
                folder.resolve("Jenkinsfile"), Files.readString(JENKINS).replaceFirst("stages \\{", "stages {{"));

        assertThatThrownBy(() -> calls(broken)).isInstanceOf(CompilationFailedException.class);
    }

    /** Each call of the script, with those around it before it. */
    private static Set<String> calls(Path script) throws IOException {
        CompilationUnit unit = new CompilationUnit();
        unit.addSource("Jenkinsfile", Files.readString(script));
        unit.compile(Phases.CONVERSION);
        Set<String> calls = new LinkedHashSet<>();
        for (ModuleNode module : unit.getAST().getModules()) {
            module.getStatementBlock().visit(new Calls(calls));
        }
        return calls;
    }

    private static final class Calls extends CodeVisitorSupport {

        private final Set<String> found;
        private final List<String> around = new ArrayList<>();

        Calls(Set<String> found) {
            this.found = found;
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            around.add(call.getMethodAsString());
            found.add(String.join(" ", around));
            ASTNode arguments = call.getArguments();
            arguments.visit(this);
            around.remove(around.size() - 1);
        }
    }

    private static Map<String, Object> step(String name) throws IOException {
        return steps().stream()
                .filter(step -> name.equals(step.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> steps() throws IOException {
        Map<String, Object> jobs =
                (Map<String, Object>) yaml(Files.readString(CHAOS)).get("jobs");
        Map<String, Object> chaos = (Map<String, Object>) jobs.get("chaos");
        return (List<Map<String, Object>>) chaos.get("steps");
    }

    private static Map<String, Object> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}
