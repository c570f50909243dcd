package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's file, not yet read.
 *
 * @param name as a person selects it: {@code latency}, or {@code resilience/latency} of a pack
 * @param shown the file's name for messages and reports
 * @param pack that it is from; {@code null}: the project's own
 */
record ScenarioFile(
        String name, Path path, String shown, @Nullable Pack pack) {

    /** Its runs, or all mistakes in it. */
    Validated<List<Scenario>> read(ScenarioReader reader) {
        ScenarioReader its = pack == null ? reader : reader.inPack(pack.name(), pack.folder());
        return its.readAll(path, shown);
    }
}
