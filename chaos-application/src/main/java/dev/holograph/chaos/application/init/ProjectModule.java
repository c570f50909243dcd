package dev.holograph.chaos.application.init;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a build says of one of its modules.
 *
 * @param name such as the artifact's id
 * @param jar that packaging makes, whether or not it is there
 * @param classes folder of the compiled classes
 * @param dependencies as {@code groupId:artifactId}, without those for tests
 * @param plugins of the build, as {@code groupId:artifactId}
 * @param mainClass of the jar's manifest; {@code null} where the build names none
 */
public record ProjectModule(
        Path folder,
        String name,
        Path jar,
        Path classes,
        Set<String> dependencies,
        Set<String> plugins,
        @Nullable String mainClass) {

    public ProjectModule {
        dependencies = Set.copyOf(dependencies);
        plugins = Set.copyOf(plugins);
    }

    boolean dependsOn(String dependency) {
        return dependencies.contains(dependency);
    }

    /** A file of the module as commands in its folder name it. */
    String relative(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
