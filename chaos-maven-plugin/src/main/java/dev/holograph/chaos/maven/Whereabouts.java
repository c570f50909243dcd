package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Where a goal was called, and what a person can do who called it in the wrong place. */
final class Whereabouts {

    private static final String FROM_THE_COMMAND_LINE = "default-cli";

    private final MavenSession session;
    private final @Nullable MavenProject project;
    private final MojoExecution execution;

    /** @param project {@code null}, or one without a file, where there is no POM */
    Whereabouts(MavenSession session, @Nullable MavenProject project, MojoExecution execution) {
        this.session = session;
        this.project = project;
        this.execution = execution;
    }

    /** Whether the goal was called by a person and is not bound to a phase. */
    static boolean isFromTheCommandLine(MojoExecution execution) {
        return FROM_THE_COMMAND_LINE.equals(execution.getExecutionId());
    }

    /**
     * What to do where there are no files.
     *
     * @param folder where they were looked for
     * @param parameter that names the folder
     */
    String adviceWithout(Path folder, String parameter) {
        if (project == null || project.getFile() == null) {
            return " There is no POM here: call the goal in the folder of your project, or name the folder by -D"
                    + parameter + ". " + coordinates();
        }
        List<String> modules = modulesWith(project.getBasedir().toPath().relativize(folder));
        if (modules.isEmpty()) {
            return " If the goal is bound in a parent POM, set <inherited>false</inherited> on its execution, or name"
                    + " the folder by " + parameter + ".";
        }
        return isFromTheCommandLine(execution)
                ? " Such files are in " + (modules.size() == 1 ? "the module " : "the modules ")
                        + String.join(", ", modules) + ": call mvn -pl " + modules.get(0) + " chaos:"
                        + execution.getGoal()
                : " Such files are in " + (modules.size() == 1 ? "the module " : "the modules ")
                        + String.join(", ", modules) + ": bind the goal there. If it stays bound in a parent POM, set"
                        + " <inherited>false</inherited> on its execution.";
    }

    /** How goals are called where {@code chaos:} is unknown to Maven; empty where it is known. */
    String callingByCoordinates() {
        return isPrefixKnown() ? "" : coordinates();
    }

    private String coordinates() {
        Artifact plugin = execution.getMojoDescriptor().getPluginDescriptor().getPluginArtifact();
        return "Where no POM names the plugin, Maven does not know the prefix chaos: write mvn " + plugin.getGroupId()
                + ":" + plugin.getArtifactId() + ":" + plugin.getBaseVersion() + ":" + execution.getGoal()
                + ", or add <pluginGroups><pluginGroup>" + plugin.getGroupId()
                + "</pluginGroup></pluginGroups> to ~/.m2/settings.xml.";
    }

    private boolean isPrefixKnown() {
        if (session.getSettings().getPluginGroups().contains(execution.getGroupId())) {
            return true;
        }
        if (project == null || project.getFile() == null) {
            return false;
        }
        Stream<Plugin> managed = project.getPluginManagement() == null
                ? Stream.empty()
                : project.getPluginManagement().getPlugins().stream();
        return Stream.concat(project.getBuildPlugins().stream(), managed)
                .anyMatch(one -> Objects.equals(one.getGroupId(), execution.getGroupId())
                        && Objects.equals(one.getArtifactId(), execution.getArtifactId()));
    }

    /** As {@code -pl} takes them, in the order of their names. */
    private List<String> modulesWith(Path folder) {
        Path root = Path.of(session.getExecutionRootDirectory()).toAbsolutePath();
        Path own = Objects.requireNonNull(project).getBasedir().toPath().toAbsolutePath();
        NavigableSet<Path> modules = new TreeSet<>();
        session.getAllProjects().stream()
                .map(one -> one.getBasedir().toPath().toAbsolutePath())
                .forEach(modules::add);
        project.getModules().stream().map(own::resolve).map(Path::normalize).forEach(modules::add); // also with -N
        return modules.stream()
                .filter(module -> !module.equals(own) && hasFiles(module.resolve(folder)))
                .map(module -> root.relativize(module).toString().replace('\\', '/'))
                .toList();
    }

    private static boolean hasFiles(Path folder) {
        try {
            return !Workspace.yamlFiles(folder).isEmpty();
        } catch (IOException e) {
            return false; // this is only advice, about a folder of somebody else
        }
    }
}
