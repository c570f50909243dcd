package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveParser;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Validated;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the lists of objectives: a line each, or a block where more is to be said. */
final class ObjectivesReader {

    private final Set<String> faults;

    /** @param faults the names that objectives may speak of */
    ObjectivesReader(Set<String> faults) {
        this.faults = faults;
    }

    /** Reads one of the lists; it is empty where nothing is written. */
    List<Objective> read(@Nullable Item item, ObjectiveRole role) {
        if (item == null) {
            return List.of();
        }
        List<Objective> objectives = new ArrayList<>();
        List<Item> entries = item.list();
        if (entries.isEmpty()) {
            item.wrong("'" + role.key() + "' is empty", "give at least one objective such as error_rate < 1%");
        }
        for (Item entry : entries) {
            Objective objective = entry.isText() ? line(entry, role) : block(entry, role);
            if (objective != null) {
                objectives.add(objective);
            }
        }
        return objectives;
    }

    private @Nullable Objective line(Item entry, ObjectiveRole role) {
        String text = oneLine(entry.text());
        return text == null ? null : valid(entry, new ObjectiveParser(text, entry.at(), role, faults).parse());
    }

    private @Nullable Objective block(Item entry, ObjectiveRole role) {
        Block block = entry.block();
        if (block == null) {
            return null;
        }
        ObjectiveKeys keys = KeyBinder.ofScenario().bind(block, ObjectiveKeys.class);
        block.done();
        Item objective = keys.objective();
        String text = objective == null ? null : oneLine(objective.text());
        return objective == null || text == null
                ? null
                : valid(
                        objective,
                        new ObjectiveParser(text, objective.at(), role, faults)
                                .parse(
                                        Objects.requireNonNullElse(keys.name(), text),
                                        keys.warn(),
                                        "pass".equals(keys.noData())));
    }

    /** A block of YAML, {@code >} or {@code |}, ends with a line break that nobody means. */
    private static @Nullable String oneLine(@Nullable String text) {
        return text == null ? null : text.stripTrailing();
    }

    private static @Nullable Objective valid(Item item, Validated<Objective> parsed) {
        parsed.violations().forEach(item::add);
        return parsed.isValid() ? parsed.get() : null;
    }
}
