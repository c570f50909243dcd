package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Holds a Lease in the namespace for each target in a cluster that a plan's faults act on. */
public final class KubernetesTargetLocks implements TargetLockProvider {

    private static final String CONTEXT = "context";
    /** {@code namespace/lease}, separated by spaces. */
    private static final String LEASES = "leases";

    @Override
    public String name() {
        return KubernetesDriverProvider.NAME;
    }

    @Override
    public Optional<UndoRecipe> recipe(Plan plan, String type) {
        Map<String, KubernetesTarget> leases = new TreeMap<>();
        for (Prepared<?> prepared : plan.faults()) {
            KubernetesTarget pods = prepared.target().kubernetes();
            if (pods != null) {
                leases.put(pods.namespace() + "/chaos-" + prepared.target().name(), pods);
            }
        }
        // A guard names one context, so all targets have the same.
        return leases.values().stream()
                .findFirst()
                .map(pods -> new UndoRecipe(
                        name(),
                        type,
                        Map.of(CONTEXT, pods.context(), LEASES, String.join(" ", leases.keySet())),
                        "nothing: the Leases " + String.join(", ", leases.keySet()) + " expire by themselves after "
                                + HeldLease.LASTS.toSeconds() + " s"));
    }

    @Override
    public void claim(UndoRecipe recipe, DriverContext context, Consumer<String> lost)
            throws DriverException, InterruptedException {
        for (HeldLease lease : leases(recipe, context).values()) {
            lease.acquire(lost);
        }
    }

    @Override
    public void release(UndoRecipe recipe, DriverContext context, Deadline deadline) throws DriverException {
        DriverException failure = null;
        for (HeldLease lease : leases(recipe, context).values()) {
            try {
                lease.release(deadline);
            } catch (DriverException e) {
                failure = e; // the others are given back all the same
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Locks of the run, made when first needed, so that the one that is released is the one that is renewed. */
    private static Map<String, HeldLease> leases(UndoRecipe recipe, DriverContext context) throws DriverException {
        Leases known = context.shared().get(Leases.class, Leases::new, Leases::close);
        Map<String, HeldLease> leases = new TreeMap<>();
        for (String name : recipe.data().getOrDefault(LEASES, "").split(" ")) {
            String[] parts = name.split("/", 2);
            leases.put(
                    name,
                    known.get(
                            name,
                            () -> new HeldLease(
                                    Clusters.of(context).client(recipe.data().getOrDefault(CONTEXT, "")),
                                    parts[0],
                                    parts[1],
                                    context)));
        }
        return leases;
    }
}
