package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.spi.DriverContext;
import java.util.regex.Pattern;

/** How a person gives kubectl the same cluster and namespace that a driver uses. */
public final class Kubectl {

    /** What no shell takes for anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Kubectl() {}

    /** The beginning of a command: {@code kubectl --context kind -n shop}. */
    public static String at(KubernetesTarget target, DriverContext context) {
        String file = context.setting(Clusters.KUBECONFIG)
                .map(path -> " --kubeconfig " + quoted(path))
                .orElse("");
        boolean isPod = target.context().equals(KubernetesTarget.IN_CLUSTER);
        return "kubectl" + (isPod ? "" : file + " --context " + quoted(target.context())) + " -n "
                + quoted(target.namespace());
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
