package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.LoadRunners;
import org.jspecify.annotations.Nullable;

/** Reads an environment's {@code k6Operator:}. */
final class RunnersReader {

    private RunnersReader() {}

    /** @return {@code null} if something needed cannot be read: that is a mistake of its own */
    static @Nullable LoadRunners read(Block block, @Nullable Guard guard) {
        RunnerKeys keys = KeyBinder.ofScenario().bind(block, RunnerKeys.class);
        String namespace = namespace(keys.namespace(), guard);
        block.done();
        return keys.runners() == null
                        || keys.image() == null
                        || keys.pullPolicy() == null
                        || keys.cpu() == null
                        || keys.memory() == null
                        || keys.separate() == null
                ? null
                : new LoadRunners(
                        namespace,
                        keys.runners(),
                        keys.image(),
                        keys.starterImage(),
                        keys.pullPolicy(),
                        keys.cpu(),
                        keys.memory(),
                        keys.separate(),
                        block.at());
    }

    private static String namespace(@Nullable Item item, @Nullable Guard guard) {
        if (item == null) {
            return guard != null && guard.namespaces().size() == 1
                    ? guard.namespaces().get(0)
                    : "";
        }
        String namespace = item.text();
        if (namespace != null) {
            KubernetesNames.checkNamespace(item, namespace);
        }
        return namespace == null ? "" : namespace;
    }
}
