package dev.holograph.chaos.run;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the simulated system by the open schedule, and keeps the contract of load engines. */
final class SimulatedEngine implements LoadEngine {

    private final Simulation simulation;

    /** Share of the planned requests that it manages to make. */
    double able = 1;

    /** Second in which it dies. */
    double dies = Double.MAX_VALUE;

    /** Seconds between which it is frozen: neither requests nor signs of life. */
    double frozenFrom = Double.MAX_VALUE;

    double frozenTo;

    @Nullable String startProblem;

    SimulatedEngine(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public RunningLoad start(LoadPlan plan, OutcomeSink sink) {
        simulation.log.add("load starts");
        return new Running(plan, sink);
    }

    private final class Running implements RunningLoad {
        private final ArrivalModel.Open arrivals;
        private final OutcomeSink sink;
        private final LoadPlan plan;
        private final Instant begin;
        private final long count;
        private final CompletableFuture<Instant> firstDue = simulation.clock.future();
        private final CompletableFuture<End> ended = simulation.clock.future();
        private long open;
        private boolean last;

        Running(LoadPlan plan, OutcomeSink sink) {
            this.plan = plan;
            this.sink = sink;
            this.arrivals = (ArrivalModel.Open) plan.load().arrivals();
            this.count = arrivals.dueWithin(plan.length());
            this.begin = simulation.clock.now();
            if (startProblem != null) {
                firstDue.completeExceptionally(new DriverException(startProblem));
                return;
            }
            simulation.clock.at(begin, () -> firstDue.complete(begin));
            request(0);
            beat(0);
        }

        private void beat(int second) {
            simulation.clock.at(begin.plusSeconds(second), () -> {
                if (!isFrozen() && !ended.isDone()) {
                    sink.heartbeat(Window.micros(simulation.clock.now()));
                }
                if (!ended.isDone()) {
                    beat(second + 1);
                }
            });
        }

        private void request(long index) {
            Instant due = begin.plusNanos(arrivals.dueNanos(index));
            simulation.clock.at(due, () -> {
                if (ended.isDone()) {
                    return;
                }
                if (second() >= dies) {
                    ended.complete(new End("the generator died"));
                    return;
                }
                boolean made = Math.floor((index + 1) * able) > Math.floor(index * able);
                if (made && !isFrozen()) {
                    ask(due, index);
                }
                last = index + 1 == count;
                if (last) {
                    endIfAllAnswered();
                } else {
                    request(index + 1);
                }
            });
        }

        private void ask(Instant due, long index) {
            long micros = Window.micros(due);
            HttpRequest kind = kind(index);
            OutcomeSink sinkOf = kind == null || kind.name() == null ? sink : sink.forRequest(kind.name());
            simulation.asked = plan.load().name() + (kind == null || kind.name() == null ? "" : "/" + kind.name());
            sinkOf.due(micros);
            simulation.requests++;
            open++;
            Simulation.Reply reply = simulation.system.reply(simulation.world());
            simulation.clock.at(due.plus(reply.after()), () -> {
                if (ended.isDone()) {
                    return;
                }
                sinkOf.outcome(micros, reply.outcome(), reply.after().toNanos() / 1000);
                if (reply.outcome() == Outcome.OK) {
                    sink.acknowledged(plan.runId() + "-" + index, Window.micros(simulation.clock.now()));
                }
                open--;
                endIfAllAnswered();
            });
        }

        private @Nullable HttpRequest kind(long index) {
            return plan.load().profile() instanceof Profile.Http http
                    ? http.kinds().get(http.mix().kind(index))
                    : null;
        }

        private void endIfAllAnswered() {
            if (last && open == 0) {
                ended.complete(new End(null));
            }
        }

        private double second() {
            return Duration.between(begin, simulation.clock.now()).toMillis() / 1000.0;
        }

        private boolean isFrozen() {
            return second() >= frozenFrom && second() < frozenTo;
        }

        @Override
        public CompletableFuture<Instant> firstDue() {
            return firstDue;
        }

        @Override
        public CompletableFuture<End> ended() {
            return ended;
        }

        @Override
        public void stop(Deadline deadline) {
            simulation.log.add("load stopped");
            ended.complete(new End(null));
        }
    }
}
