package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A load engine of a run beside others: its load has a problem where the machine was at its limit after the warm-up. Its
 * version says that it was not alone, by which history and trend tell such runs from others.
 *
 * @param warmup of the scenario, in which services may still be busy with themselves
 */
record SharedMachineEngine(LoadEngine engine, MachineWatch machine, Duration warmup, Clock clock)
        implements LoadEngine {

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String version() {
        return engine.version() + ", side by side";
    }

    @Override
    public RunningLoad start(LoadPlan plan, OutcomeSink sink) throws DriverException, InterruptedException {
        return new Running(engine.start(plan, sink), this);
    }

    @Override
    public Optional<UndoRecipe> leaves(LoadPlan plan, String type) {
        return engine.leaves(plan, type);
    }

    @Override
    public void remove(UndoRecipe recipe, Deadline deadline) throws DriverException {
        engine.remove(recipe, deadline);
    }

    private record Running(RunningLoad load, SharedMachineEngine engine) implements RunningLoad {

        @Override
        public CompletableFuture<Instant> firstDue() {
            return load.firstDue();
        }

        @Override
        public CompletableFuture<End> ended() {
            return load.ended().thenApply(this::judged);
        }

        private End judged(End end) {
            if (end.problem() != null || !firstDue().isDone() || firstDue().isCompletedExceptionally()) {
                return end;
            }
            Instant start = firstDue().join();
            return engine.machine
                    .limit(start, start.plus(engine.warmup), engine.clock.instant())
                    .map(problem -> new End(problem, end.warnings(), end.notes()))
                    .orElse(end);
        }

        @Override
        public Duration startsWithin() {
            return load.startsWithin();
        }

        @Override
        public Duration endsWithin() {
            return load.endsWithin();
        }

        @Override
        public void stop(Deadline deadline) {
            load.stop(deadline);
        }

        @Override
        public void endEarly(Instant before, Deadline deadline) {
            load.endEarly(before, deadline);
        }
    }
}
