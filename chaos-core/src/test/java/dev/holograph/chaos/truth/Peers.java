package dev.holograph.chaos.truth;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.truth.SimulatedService.Reply;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/** The same run as others judge it by their documentation. */
final class Peers {

    private final Recording run;

    Peers(Recording run) {
        this.run = run;
    }

    /**
     * LatencyBounds over the whole test: {@code http_req_duration: p(95), p(99)} with the bounds of the fault, and
     * {@code http_req_failed: rate}. Failed requests have a duration as well: their time-out if nothing came, none if no
     * connection came about.
     */
    Result k6() {
        double[] durations = new double[run.dues.length];
        int count = 0;
        int failed = 0;
        for (Reply reply : run.replies) {
            durations[count++] = reply.outcome() == Outcome.UNSENT ? 0 : reply.latency();
            failed += reply.outcome() == Outcome.OK ? 0 : 1;
        }
        Arrays.sort(durations, 0, count);
        boolean holds = count == 0
                || (quantile(durations, count, 0.95) < run.trial.faultP95
                        && quantile(durations, count, 0.99) < run.trial.faultP99
                        && (run.trial.judgesLatencyAlone() || (double) failed / count < Trial.ERRORS_ALLOWED));
        return holds ? Result.PASS : Result.BREACH;
    }

    /**
     * A steady-state hypothesis before and after the method, which waits for as long as recovery may take: one request,
     * whose tolerance is an answer as expected within the bound of the steady state.
     */
    Result toolkitWithOneRequest() {
        return toolkit(after -> {
            int next = 0;
            while (next < run.dues.length - 1 && run.dues[next] < after) {
                next++;
            }
            Reply reply = run.replies[next];
            return reply.outcome() == Outcome.OK && reply.latency() < run.trial.steadyP95;
        });
    }

    /** The same with ten seconds of metrics: their p95 and their share of errors are those of the steady state. */
    Result toolkitWithMetrics() {
        return toolkit(until -> {
            double[] latencies = new double[run.dues.length];
            int ok = 0;
            int due = 0;
            for (int i = 0; i < run.dues.length; i++) {
                if (run.dues[i] >= until - 10 && run.dues[i] < until) {
                    due++;
                    if (run.replies[i].outcome() == Outcome.OK) {
                        latencies[ok++] = run.replies[i].latency();
                    }
                }
            }
            Arrays.sort(latencies, 0, ok);
            boolean fewFail = run.trial.judgesLatencyAlone() || (double) (due - ok) / due < 0.02;
            return ok > 0 && quantile(latencies, ok, 0.95) < run.trial.steadyP95 && fewFail;
        });
    }

    /** Deviated before: the experiment does not go on, which blames nobody. */
    private Result toolkit(DoublePredicate steady) {
        if (!steady.test(run.trial.at.injectionRequested() - 0.1)) {
            return Result.NOT_PROVEN;
        }
        boolean lasting = run.trial.fault != Trial.FaultKind.KILL;
        double undone = lasting ? run.trial.last.undoConfirmed() : run.trial.at.hits() + run.trial.faultPhase();
        return steady.test(undone + Trial.RECOVERY_ALLOWED) ? Result.PASS : Result.BREACH;
    }

    private static double quantile(double[] sorted, int count, double q) {
        return sorted[(int) Math.ceil(q * count) - 1];
    }
}
