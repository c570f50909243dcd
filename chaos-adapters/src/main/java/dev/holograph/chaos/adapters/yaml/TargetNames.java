package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Environment;
import org.jspecify.annotations.Nullable;

/** Reads {@code target:}, and says where the environment that a scenario is to run in has no such target. */
final class TargetNames {

    private final @Nullable Environment environment;

    /** @param environment {@code null}: it is not known, and any name will do */
    TargetNames(@Nullable Environment environment) {
        this.environment = environment;
    }

    /** {@code null} where nothing is named. */
    @Nullable String read(Block block) {
        Item target = block.need("target", "target: renderer");
        String name = target == null ? null : target.text();
        if (target != null && name != null && environment != null) {
            environment.missing(name, target.at()).ifPresent(target::add);
        }
        return name;
    }
}
