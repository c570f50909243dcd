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
        return read(block.need("target", "target: renderer"));
    }

    /** The same of what stands after the key. */
    @Nullable String read(@Nullable Item target) {
        String name = target == null ? null : target.text();
        if (target != null && name != null && environment != null) {
            environment.missing(name, target.at()).ifPresent(target::add);
        }
        return name;
    }
}
