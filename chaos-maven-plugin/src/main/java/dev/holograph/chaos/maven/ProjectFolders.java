package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Workspace;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The folders of a Maven project; those of the current one where there is no POM. */
final class ProjectFolders {

    private ProjectFolders() {}

    /**
     * Where a build works.
     *
     * @param project {@code null}, or one without a file, where there is no POM
     * @param scenarios relative to the project
     * @param environments relative to the project
     */
    static Workspace of(MavenSession session, @Nullable MavenProject project, String scenarios, String environments) {
        if (project == null || project.getFile() == null) {
            Path root = Path.of(session.getExecutionRootDirectory()).toAbsolutePath();
            return new Workspace(
                    root,
                    root.resolve(scenarios),
                    root.resolve(environments),
                    root.resolve("target").resolve("chaos"),
                    Map.of());
        }
        Path root = project.getBasedir().toPath().toAbsolutePath();
        return new Workspace(
                root,
                root.resolve(scenarios),
                root.resolve(environments),
                root.resolve(project.getBuild().getDirectory()).resolve("chaos"),
                Map.of(
                        "project.groupId", project.getGroupId(),
                        "project.artifactId", project.getArtifactId(),
                        "project.version", project.getVersion()));
    }
}
