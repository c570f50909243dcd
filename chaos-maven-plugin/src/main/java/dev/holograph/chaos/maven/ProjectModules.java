package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.init.ProjectModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** The modules of a build that make a jar, as plain data. */
final class ProjectModules {

    private static final String JAR_PLUGIN = "org.apache.maven.plugins:maven-jar-plugin";

    private ProjectModules() {}

    static List<ProjectModule> of(MavenSession session) {
        return session.getProjects().stream()
                .filter(project -> project.getFile() != null)
                .filter(project -> !project.getPackaging().equals("pom"))
                .map(ProjectModules::of)
                .toList();
    }

    private static ProjectModule of(MavenProject project) {
        Path output = Path.of(project.getBuild().getDirectory());
        Set<String> dependencies = project.getDependencies().stream()
                .filter(dependency -> !"test".equals(dependency.getScope()))
                .map(dependency -> dependency.getGroupId() + ":" + dependency.getArtifactId())
                .collect(Collectors.toSet());
        return new ProjectModule(
                project.getBasedir().toPath().toAbsolutePath(),
                project.getArtifactId(),
                output.resolve(project.getBuild().getFinalName() + ".jar"),
                Path.of(project.getBuild().getOutputDirectory()),
                dependencies,
                project.getBuildPlugins().stream().map(Plugin::getKey).collect(Collectors.toSet()),
                mainClass(project));
    }

    private static @Nullable String mainClass(MavenProject project) {
        Plugin jar = project.getPlugin(JAR_PLUGIN);
        if (jar == null || !(jar.getConfiguration() instanceof Xpp3Dom configuration)) {
            return null;
        }
        Xpp3Dom at = configuration;
        for (String name : List.of("archive", "manifest", "mainClass")) {
            at = at == null ? null : at.getChild(name);
        }
        return at == null ? null : at.getValue();
    }
}
