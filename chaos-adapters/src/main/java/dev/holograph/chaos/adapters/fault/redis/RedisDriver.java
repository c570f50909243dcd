package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.UnreachableException;
import dev.holograph.chaos.plan.Preflight;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What all faults of a Redis share: whom they ask, how they look beforehand, and how long an undo tries. */
abstract class RedisDriver<F extends Fault> implements FaultDriver<F> {

    private static final Duration TRIES_AGAIN_AFTER = Duration.ofMillis(200);

    private final Class<F> type;
    private final RedisTargets targets;

    RedisDriver(Class<F> type, DriverContext context) {
        this.type = type;
        this.targets = new RedisTargets(context);
    }

    /** What will happen, for a plan. */
    abstract String describe(F fault, String place);

    /** The commands that the fault and its undo need, in a form that can be queued in a transaction. */
    abstract List<List<String>> commands(F fault);

    /** How a person would undo it; empty for an instant fault. */
    Optional<String> byHand(String redisCli) {
        return Optional.empty();
    }

    /** What its undo needs besides the target. */
    Map<String, String> recipe(FaultStep step) {
        return Map.of();
    }

    /** Where the target of a fault is now. */
    final RedisAddress address(Prepared<F> prepared) throws DriverException {
        return targets.address(prepared.target());
    }

    /** Does it on a Redis that answers. */
    abstract Evidence inject(Prepared<F> prepared, RedisAddress redis) throws DriverException, InterruptedException;

    /** Undoes it, in any process. */
    void undo(UndoRecipe recipe, RedisAddress redis, Deadline deadline) throws DriverException, InterruptedException {}

    /** Lets go of what this process holds: the Redis has gone, and the fault with it. */
    void forget(UndoRecipe recipe) {}

    @Override
    public final Class<F> fault() {
        return type;
    }

    @Override
    public final Prepared<F> prepare(FaultStep step, F fault, TargetSpec target) {
        RedisTargets.mustBeRedis(target);
        UndoRecipe undo = byHand(RedisTargets.redisCli(target))
                .map(byHand -> new UndoRecipe(
                                RedisDriverProvider.NAME, fault.type().name(), RedisTargets.recipe(target), byHand)
                        .with(recipe(step)))
                .orElse(null);
        String description = describe(fault, RedisAddress.place(target));
        return new Prepared<>(step, fault, target, RedisDriverProvider.NAME, description, undo);
    }

    /** Past the built-in proxy, so that a network fault there does not hinder it. */
    @Override
    public final boolean asksTarget() {
        return true;
    }

    /** A service of the run is not there yet, and all is allowed on it. */
    @Override
    public final Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        TargetSpec target = prepared.target();
        return target.service() != null
                ? Preflight.CLEAR
                : RedisPreflight.look(targets.address(target), commands(prepared.fault()));
    }

    @Override
    public final Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException {
        return inject(prepared, targets.address(prepared.target()));
    }

    /** Tries until the deadline: a Redis that does not answer may be on its way back. */
    @Override
    public final void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        try {
            while (true) {
                // Looked up each time: a service that has ended in the meantime has taken the fault with it.
                Optional<RedisAddress> redis = targets.address(recipe);
                if (redis.isEmpty()) {
                    forget(recipe);
                    return;
                }
                try {
                    undo(recipe, redis.get(), deadline);
                    return;
                } catch (UnreachableException e) {
                    if (deadline.remaining().compareTo(TRIES_AGAIN_AFTER) <= 0) {
                        throw e;
                    }
                    TimeUnit.NANOSECONDS.sleep(TRIES_AGAIN_AFTER.toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted before the Redis confirmed that the fault is over", e);
        }
    }
}
