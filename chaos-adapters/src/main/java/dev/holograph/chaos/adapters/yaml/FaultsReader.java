package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    List<FaultStep> read(Block scenario) {
        Item one = scenario.get("fault");
        Item several = scenario.get("faults");
        if (one != null && several != null) {
            mistakes.add(Violation.of(scenario.at(), "a scenario has either fault: or faults:"));
        }
        Item item = one != null ? one : several;
        if (item == null) {
            mistakes.add(Violation.of(scenario.at(), "'fault' is missing")
                    .withHint("write, for example, `fault: { type: latency, target: renderer, delay: 2s }`"));
            return List.of();
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
        Item type = block.get("type");
        Item nameItem = block.get("name");
        String target = targets.read(block);
        Item atItem = block.get("at");
        Item lengthItem = block.get("for");
        Item repeatItem = block.get("repeat");
        Duration at = atItem == null ? Duration.ZERO : atItem.duration();
        Duration length = lengthItem == null ? null : positive(lengthItem);
        Duration repeat = repeatItem == null ? null : repeatItem.parsed(FaultsReader::every);
        String name = nameItem != null ? nameItem.text() : type == null ? null : type.text();
        if (name != null) {
            names.add(name);
        }
        Fault fault = binder.bind(block);
        block.done();
        if (fault == null || target == null || at == null || name == null) {
            return null;
        }
        boolean lasting = fault.type().lasting();
        if (lengthItem != null && !lasting) {
            lengthItem.wrong(fault.type().name() + " happens at one instant: it has no for:", null);
        }
        if (repeatItem != null && lasting) {
            repeatItem.wrong(fault.type().name() + " lasts until it is undone: it has no repeat:", null);
        }
        return new FaultStep(name, fault, target, at, length, repeat, block.at());
    }

    private static @Nullable Duration positive(Item item) {
        Duration duration = item.duration();
        if (duration != null && duration.isZero()) {
            item.wrong("for: must be longer than 0s", null);
        }
        return duration;
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
