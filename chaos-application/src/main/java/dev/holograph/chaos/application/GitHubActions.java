package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.report.github.Annotations;
import dev.holograph.chaos.adapters.report.github.StepSummary;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.run.RunResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells GitHub Actions of the runs of a build, where this is a step of one. By GitHub's documentation of default
 * environment variables {@code GITHUB_ACTIONS} is {@code true} there.
 */
final class GitHubActions {

    private final UnaryOperator<@Nullable String> variables;
    private final Path root;
    private final PrintStream commands;
    private final Log log;

    /**
     * @param variables of the environment, by name
     * @param root of the project
     * @param commands takes lines as they are: Maven's log puts something before each
     */
    GitHubActions(UnaryOperator<@Nullable String> variables, Path root, PrintStream commands, Log log) {
        this.variables = variables;
        this.root = root;
        this.commands = commands;
        this.log = log;
    }

    /** What cannot be written is a line in the log, and no verdict. */
    void tell(List<RunResult> results, String report) {
        if (!"true".equals(variables.apply("GITHUB_ACTIONS"))) {
            return;
        }
        Annotations.of(results, prefix()).forEach(commands::println);
        commands.flush();
        String summary = variables.apply("GITHUB_STEP_SUMMARY");
        if (summary != null && !summary.isBlank()) {
            try {
                StepSummary.append(
                        Path.of(summary),
                        results.stream().map(ReportBuilder::of).toList(),
                        report);
            } catch (IOException | InvalidPathException e) {
                log.warn("the summary of this job cannot be written: " + e.getMessage());
            }
        }
    }

    /** Paths of annotations are relative to the repository. */
    private String prefix() {
        String workspace = variables.apply("GITHUB_WORKSPACE");
        if (workspace == null || !root.startsWith(workspace)) {
            return "";
        }
        String path = Path.of(workspace).relativize(root).toString().replace('\\', '/');
        return path.isEmpty() ? "" : path + "/";
    }
}
