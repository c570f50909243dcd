package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Breaks the simulated world: takes 300 ms to inject and 200 ms to undo. */
final class FakeDriver<F extends Fault> implements FaultDriver<F> {

    /** What comes of it. */
    enum Behaviour {
        WORKS,
        /** What it would reach cannot be seen. */
        CANNOT_LOOK,
        /** Says it did, and nothing happened. */
        ONLY_CLAIMS,
        INJECT_FAILS,
        UNDO_FAILS,
        /** Its library is not on the class path. */
        NO_LIBRARY,
        /** Waits until it is interrupted. */
        INJECT_HANGS,
        /** Goes on for a second although it is interrupted, and does break the world then. */
        INJECT_IGNORES_INTERRUPT,
        /** Unless it is interrupted. */
        INJECT_TAKES_AN_HOUR,
        OBSERVE_THROWS,
        /** Until it is interrupted. */
        OBSERVE_HANGS,
        UNDO_TAKES_A_MINUTE
    }

    private final Class<F> fault;
    private final Simulation simulation;

    FakeDriver(Class<F> fault, Simulation simulation) {
        this.fault = fault;
        this.simulation = simulation;
    }

    @Override
    public Class<F> fault() {
        return fault;
    }

    @Override
    public Prepared<F> prepare(FaultStep step, F settings, TargetSpec target) {
        boolean lasting = settings.type().lasting();
        UndoRecipe recipe = new UndoRecipe(
                "fake", settings.type().name(), Map.of("name", step.name()), "turn " + step.name() + " off");
        return new Prepared<>(
                step,
                settings,
                target,
                "fake",
                "breaks the world",
                lasting ? recipe : null,
                !lasting && simulation.instantFaultsMakeSomething ? recipe : null,
                List.of());
    }

    @Override
    public Preflight preflight(Prepared<F> prepared) throws DriverException {
        simulation.log.add("look " + prepared.step().name());
        if (simulation.faults.apply(prepared.step().name()) == Behaviour.CANNOT_LOOK) {
            throw new DriverException("the API server cannot be reached");
        }
        return simulation.preflight.apply(prepared.step().name());
    }

    @Override
    public Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException {
        String name = prepared.step().name();
        simulation.log.add("inject " + name);
        Behaviour behaviour = simulation.faults.apply(name);
        switch (behaviour) {
            case INJECT_FAILS -> throw new DriverException("no such thing");
            case NO_LIBRARY -> throw new NoClassDefFoundError("com/example/Client");
            case INJECT_HANGS -> {
                simulation.stop.request(StopSignal.Reason.INTERRUPTED, "Ctrl-C");
                new java.util.concurrent.CountDownLatch(1).await();
            }
            case INJECT_IGNORES_INTERRUPT -> {
                simulation.stop.request(StopSignal.Reason.INTERRUPTED, "Ctrl-C");
                long until = System.nanoTime() + 1_000_000_000;
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            case INJECT_TAKES_AN_HOUR -> {
                simulation.clock.passUntil(
                        simulation.clock.now().plus(Duration.ofHours(1)),
                        () -> Thread.currentThread().isInterrupted());
                throw new InterruptedException("interrupted while it was injected");
            }
            default -> {}
        }
        simulation.clock.pass(Duration.ofMillis(300));
        if (behaviour == Behaviour.ONLY_CLAIMS) {
            return Evidence.claimed("the control plane says Running");
        }
        if (prepared.undo() == null) {
            simulation.lastChange = simulation.clock.now();
        } else {
            simulation.active.add(name);
        }
        return Evidence.observed("the world is broken");
    }

    @Override
    public Evidence observe(Prepared<F> prepared) {
        simulation.log.add("observe " + prepared.step().name());
        if (simulation.faults.apply(prepared.step().name()) == Behaviour.OBSERVE_THROWS) {
            throw new IllegalStateException("cannot look");
        }
        if (simulation.faults.apply(prepared.step().name()) == Behaviour.OBSERVE_HANGS) {
            LockSupport.parkNanos(Duration.ofHours(1).toNanos());
        }
        return Evidence.none("nothing further");
    }

    @Override
    public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        String name = recipe.data().get("name");
        simulation.log.add("undo " + name);
        if (simulation.faults.apply(name) == Behaviour.UNDO_FAILS) {
            throw new DriverException("the door is stuck");
        }
        simulation.clock.pass(
                simulation.faults.apply(name) == Behaviour.UNDO_TAKES_A_MINUTE
                        ? Duration.ofMinutes(1)
                        : Duration.ofMillis(200));
        simulation.active.remove(name);
        simulation.lastChange = simulation.clock.now();
    }
}
