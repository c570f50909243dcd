package dev.holograph.chaos.report;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a build lends its reports.
 *
 * @param root of the project
 * @param output the folder of results, {@code target/chaos}: what {@code mvn clean} deletes
 * @param file ChaosReport.md, or what the build calls it; other reports stand {@link #beside} it
 * @param settings of the build by their names, such as {@code chaos.html}
 * @param warnings takes a line for a person
 */
public record ReportContext(
        Path root, Path output, Path file, Map<String, String> settings, Consumer<String> warnings) {

    public ReportContext {
        settings = Map.copyOf(settings);
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /**
     * A file beside {@link #file}, with another ending: {@code .html}, {@code -trend.md}. Never that file itself.
     *
     * @param ending in place of all from the last dot of the name on
     */
    public Path beside(String ending) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String other = (dot > 0 ? name.substring(0, dot) : name) + ending;
        return file.resolveSibling(other.equals(name) ? name + ending : other);
    }

    /** A file as a person in the project's folder would write it. */
    public String shown(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }
}
