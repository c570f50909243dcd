package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs scenarios at the same time, as many as the machine can carry. */
final class SideBySideRuns {

    private final PlanRunner runner;
    private final Machine machine;
    private final Termination termination;
    private final Log log;

    SideBySideRuns(PlanRunner runner, Machine machine, Termination termination, Log log) {
        this.runner = runner;
        this.machine = machine;
        this.termination = termination;
        this.log = log;
    }

    /** Group after group, none after one that {@link EndedRun#endsAll}; of a group all begin at once. In the order of the plans. */
    List<EndedRun> all(List<Plan> plans, Admission admission) throws ChaosException {
        List<EndedRun> all = new ArrayList<>();
        List<Plan> waiting = plans;
        while (!waiting.isEmpty()) {
            List<Plan> group = admission.next(waiting);
            waiting = waiting.subList(group.size(), waiting.size());
            Clock clock = Clock.systemUTC();
            Instant began = clock.instant();
            List<EndedRun> ended;
            try (MachineWatch watch = new MachineWatch(machine, clock).begin()) {
                ended = group(group, watch);
                admission.took(group, watch.mean(began, clock.instant()));
            }
            all.addAll(ended);
            if (ended.stream().anyMatch(EndedRun::endsAll)) {
                break;
            }
        }
        return all;
    }

    /** @throws ChaosException if one of them failed, after all others have ended */
    private List<EndedRun> group(List<Plan> group, MachineWatch watch) throws ChaosException {
        if (group.size() == 1) {
            return List.of(runner.run(group.get(0), RunConditions.alone(false, null)));
        }
        StartLine line = new StartLine(group.size());
        ExecutorService threads = Executors.newFixedThreadPool(group.size());
        List<Future<EndedRun>> running = new ArrayList<>();
        for (Plan plan : group) {
            StartLine.Place place = line.place();
            running.add(threads.submit(() -> {
                Thread.currentThread().setName("chaos-run-" + plan.scenario().name());
                try {
                    return runner.run(plan, new RunConditions(false, null, watch, place, null));
                } finally {
                    place.leave();
                }
            }));
        }
        threads.shutdown();
        List<EndedRun> ended = new ArrayList<>();
        ChaosException failure = null;
        for (Future<EndedRun> future : running) {
            try {
                ended.add(awaited(future));
            } catch (ExecutionException e) {
                ChaosException next = e.getCause() instanceof ChaosException known
                        ? known
                        : new ChaosException("a run failed: " + e.getCause(), e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                    log.error(String.valueOf(next.getMessage()));
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /** Not interrupted: who interrupts the build's own thread wants all runs to end, and they take everything back. */
    private EndedRun awaited(Future<EndedRun> future) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    termination.begin("the build was interrupted");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
