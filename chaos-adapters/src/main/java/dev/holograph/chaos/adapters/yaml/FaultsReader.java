package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code fault:} or {@code faults:}. */
final class FaultsReader {

    private final Mistakes mistakes;
    private final FaultBinder binder;
    private final TargetNames targets;
    private final Set<String> names = new LinkedHashSet<>();

    FaultsReader(Mistakes mistakes, FaultBinder binder, TargetNames targets) {
        this.mistakes = mistakes;
        this.binder = binder;
        this.targets = targets;
    }

    /** What the faults are called, also those that could not be read: objectives may speak of them. */
    Set<String> names() {
        return names;
    }

    /**
     * Reads the faults of a scenario.
     *
     * @param scenario where it begins
     * @param one what stands after {@code fault:}
     * @param several what stands after {@code faults:}
     */
    List<FaultStep> read(Location scenario, @Nullable Item one, @Nullable Item several) {
        if (one != null && several != null) {
            mistakes.add(Violation.of(scenario, "a scenario has either fault: or faults:"));
        }
        Item item = one != null ? one : several;
        if (item == null) {
            mistakes.add(Violation.of(scenario, "'fault' is missing")
                    .withHint("write, for example, `fault: { type: latency, target: renderer, delay: 2s }`"));
            return List.of();
        }
        if (item.list().isEmpty()) {
            item.wrong(
                    "'" + (one != null ? "fault" : "faults") + "' is empty",
                    "give at least one, such as { type: latency, target: renderer, delay: 2s }");
        }
        List<FaultStep> steps = new ArrayList<>();
        for (Item entry : item.list()) {
            Block block = entry.block();
            FaultStep step = block == null ? null : step(block);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private @Nullable FaultStep step(Block block) {
        FaultKeys keys = KeyBinder.ofScenario().bind(block, FaultKeys.class);
        String target = targets.read(keys.target());
        Duration at = keys.at();
        Duration length = keys.length();
        Item repeatItem = keys.repeat();
        Duration repeat = repeatItem == null ? null : repeatItem.parsed(FaultsReader::every);
        String name = block.has("name") ? keys.name() : block.has("type") ? block.text("type") : null;
        if (name != null) {
            names.add(name);
            checkName(block, name);
        }
        Fault fault = binder.bind(block);
        block.done();
        if (fault == null || target == null || at == null || name == null) {
            return null;
        }
        boolean lasting = fault.type().lasting();
        if (block.has("for") && !lasting) {
            Objects.requireNonNull(block.get("for"))
                    .wrong(fault.type().name() + " happens at one instant: it has no for:", null);
        }
        if (repeatItem != null && lasting) {
            repeatItem.wrong(fault.type().name() + " lasts until it is undone: it has no repeat:", null);
        }
        return new FaultStep(name, fault, target, at, length, repeat, block.at());
    }

    /** {@code during baseline} is of the phase, whatever a fault is called. */
    private static void checkName(Block block, String name) {
        boolean isOfPhase =
                Stream.of(Phase.values()).anyMatch(phase -> phase.word().equalsIgnoreCase(name));
        if (isOfPhase) {
            Objects.requireNonNull(block.get("name"))
                    .wrong("a fault is not called '" + name + "', which is a phase: objectives name both", null);
        }
    }

    private static Duration every(String text) {
        String prefix = "every ";
        Duration period = Quantity.parseDuration(
                text.startsWith(prefix) ? text.substring(prefix.length()).strip() : text);
        if (period.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("'" + text + "' is shorter than 1s; write `every 20s`");
        }
        return period;
    }
}
