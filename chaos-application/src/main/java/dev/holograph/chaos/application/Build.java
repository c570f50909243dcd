package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.local.ArtifactResolver;
import dev.holograph.chaos.plan.MessageSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What whoever calls the application lends it: a build, or a command line.
 *
 * @param top the folder in which the build began: in a module, one above the workspace's
 * @param state outlives {@code mvn clean}: journals of runs that have not ended, and records of their processes
 * @param settings of drivers and load engines, by name, e.g. {@code chaos.k6}
 * @param messages of the build's own configuration, beside those of the environment
 * @param packs of scenarios that the build uses: coordinates by the names under which it does
 * @param artifacts finds the jars of services and packs
 * @param started tells this build from others: what it has run is known by it
 * @param runs takes the folders of the runs that it begins; all executions of a build share it
 * @param interactive whether a person may be watching
 * @param offline whether nothing may be fetched
 * @param adviceWithout of a folder without files, and of the parameter that names it: what a person can do
 */
public record Build(
        Workspace workspace,
        Path top,
        Path state,
        Map<String, String> settings,
        Credentials credentials,
        List<MessageSpec> messages,
        Map<String, String> packs,
        ArtifactResolver artifacts,
        Instant started,
        Set<String> runs,
        boolean interactive,
        boolean offline,
        BiFunction<Path, String, String> adviceWithout,
        Log log) {

    public Build {
        settings = Map.copyOf(settings);
        messages = List.copyOf(messages);
        packs = Map.copyOf(packs);
    }
}
