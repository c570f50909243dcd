package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** What the drivers of lasting network faults share: the fault is an {@link Impairment} of the target's gateway. */
abstract class ImpairingDriver<F extends Fault> implements FaultDriver<F> {

    private static final String TARGET = "target";
    private static final String NAME = "name";

    private final Class<F> type;
    private final DriverContext context;
    private final Map<String, ImpairmentStats> tallies = new ConcurrentHashMap<>();

    ImpairingDriver(Class<F> type, DriverContext context) {
        this.type = type;
        this.context = context;
    }

    /** @throws IllegalArgumentException if this cannot be done to the target, with what to do about it */
    void check(F fault, TargetSpec target) {}

    /** What will happen, for a plan. */
    abstract String describe(F fault, String target);

    /** @param random for this injection alone */
    abstract Impairment impairment(F fault, RandomGenerator random);

    /**
     * What has been seen.
     *
     * @param users of the target's gateway
     */
    abstract Evidence evidence(ImpairmentStats tally, GatewayUsers users);

    @Override
    public final Class<F> fault() {
        return type;
    }

    @Override
    public final boolean outlivesProcess() {
        return false;
    }

    @Override
    public final Prepared<F> prepare(FaultStep step, F fault, TargetSpec target) {
        Targets.mustBeProxied(fault, target);
        check(fault, target);
        UndoRecipe undo = new UndoRecipe(
                ProxyDriverProvider.NAME,
                fault.type().name(),
                Map.of(TARGET, target.name(), NAME, step.name()),
                "end the process of the run: the proxy lives in it, and its faults end with it");
        return new Prepared<>(step, fault, target, ProxyDriverProvider.NAME, describe(fault, target.name()), undo);
    }

    @Override
    public final Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException {
        Gateway gateway = Targets.gateway(context, prepared.target());
        String name = prepared.step().name();
        Impairment impairment = impairment(prepared.fault(), context.random("proxy " + name));
        tallies.put(name, impairment.tally());
        for (Future<?> pending : gateway.impair(name, impairment)) {
            try {
                pending.get();
            } catch (ExecutionException e) {
                throw new DriverException("the proxy failed to begin " + name + ": " + e.getCause(), e);
            }
        }
        return Evidence.claimed("in force on " + gateway.connections() + " open connections and on new ones");
    }

    @Override
    public final Evidence observe(Prepared<F> prepared) {
        ImpairmentStats tally = tallies.get(prepared.step().name());
        return tally == null
                ? Evidence.none("it was never injected")
                : evidence(tally, GatewayUsers.of(context, prepared.target()));
    }

    /** In another process there is no gateway of this name, and so nothing left of the fault. */
    @Override
    public final void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        Optional<Gateway> gateway = ProxyGateways.of(context).to(recipe.data().getOrDefault(TARGET, ""));
        if (gateway.isEmpty()) {
            return;
        }
        String name = recipe.data().getOrDefault(NAME, "");
        try {
            for (Future<?> pending : gateway.get().heal(name)) {
                pending.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException e) {
            throw new DriverException("the proxy did not confirm in time that " + name + " is over", e);
        } catch (ExecutionException e) {
            throw new DriverException("the proxy failed to end " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted before the proxy confirmed that " + name + " is over", e);
        }
    }
}
