package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.ClaimProvider;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Holds a Lease in the namespace for each target in a cluster that a plan's faults act on. */
public final class KubernetesClaims implements ClaimProvider {

    @Override
    public Claim claim(Plan plan, DriverContext context, Consumer<String> lost)
            throws DriverException, InterruptedException {
        Map<String, TargetSpec> targets = new TreeMap<>();
        for (Prepared<?> prepared : plan.faults()) {
            if (prepared.target().kubernetes() != null) {
                targets.put(prepared.target().name(), prepared.target());
            }
        }
        List<HeldLease> held = new ArrayList<>();
        try {
            for (TargetSpec target : targets.values()) {
                held.add(HeldLease.acquire(context, target.name(), Pods.need(target), lost));
            }
        } catch (DriverException | InterruptedException | RuntimeException e) {
            try {
                release(held, Deadline.in(HeldLease.RELEASED_WITHIN, System::nanoTime));
            } catch (DriverException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        return deadline -> release(held, deadline);
    }

    /** All of them, also when one cannot be given back. */
    private static void release(List<HeldLease> held, Deadline deadline) throws DriverException {
        DriverException failure = null;
        for (HeldLease lease : held) {
            try {
                lease.release(deadline);
            } catch (DriverException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
