package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees why a TestRun cannot start, which k6-operator itself does not say, so that nobody waits for it to the end. */
final class TestRunStart {

    /** Before the run gives up by itself, which knows no reason. */
    private static final Duration STARTED_WITHIN = RunningTestRun.STARTS_WITHIN.minusSeconds(20);

    /** The operator looks at a new TestRun at once, if it does at all. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(45);

    /** A node may become free, or be added. */
    private static final Duration SCHEDULED_WITHIN = Duration.ofSeconds(30);

    private final TestRun testRun;
    private final LoadPlan plan;
    private final List<Runner> runners;

    TestRunStart(TestRun testRun, LoadPlan plan, List<Runner> runners) {
        this.testRun = testRun;
        this.plan = plan;
        this.runners = runners;
    }

    /**
     * Looks at a pod before the first request is due.
     *
     * @param waited since the TestRun was made
     * @throws DriverException if nothing can come of the load because of it
     */
    void failIfHopeless(RunnerPod pod, Duration waited) throws DriverException {
        Optional<String> why = pod.hopeless();
        if (why.isEmpty() && waited.compareTo(SCHEDULED_WITHIN) > 0) {
            why = pod.unschedulable();
        }
        if (why.isPresent()) {
            throw new DriverException("the load cannot start: " + why.get());
        }
        if (pod.isOver()) {
            failIfEnded(pod);
        }
    }

    private void failIfEnded(RunnerPod pod) throws DriverException {
        Optional<String> runner = pod.index(testRun.name()).map(index -> Runner.shown(index, runners.size(), plan));
        // The pod that starts the runners may be tidied away when it has done so.
        String stopped = runner.isEmpty() ? null : pod.stopped();
        Optional<String> exit = pod.exitCode()
                .filter(code -> code != 0)
                .map(code -> ExitCodes.problem(code) + "; see its log before it is removed, or run the same load from"
                        + " this machine: -Dchaos.load=k6");
        if (stopped != null || exit.isPresent()) {
            throw new DriverException("the load cannot start: "
                    + runner.map(shown -> shown + " (pod " + pod.name() + ")").orElse("pod " + pod.name())
                    + " has ended: " + (stopped != null ? stopped : exit.get()));
        }
    }

    /**
     * @param present runners that have a pod
     * @param waited since the TestRun was made
     * @throws DriverException if others have had the time to get one
     */
    void failIfUnnoticed(Set<Integer> present, Duration waited) throws DriverException, InterruptedException {
        if (present.size() == runners.size() || waited.compareTo(NOTICED_WITHIN) < 0) {
            return;
        }
        String stage = testRun.stage();
        if (stage.isEmpty()) {
            throw new DriverException(
                    "k6-operator has not taken up TestRun " + testRun.name() + " within " + NOTICED_WITHIN.toSeconds()
                            + " s; see that its controller runs, and that it watches namespace " + testRun.namespace()
                            + " (WATCH_NAMESPACE)");
        }
        String without = present.isEmpty()
                ? ""
                : " for "
                        + String.join(
                                ", ",
                                runners.stream()
                                        .filter(runner -> !present.contains(runner.index()))
                                        .map(Runner::shown)
                                        .toList());
        throw new DriverException("no pod of TestRun " + testRun.name() + " was made" + without + " within "
                + NOTICED_WITHIN.toSeconds() + " s (stage " + stage + "); see `kubectl -n " + testRun.namespace()
                + " get events`: a quota or an admission policy may refuse them");
    }

    /** Its pods are there, and k6 waits in them: it is the operator that lets it go. */
    void failIfNotStarted(Duration waited) throws DriverException, InterruptedException {
        if (waited.compareTo(STARTED_WITHIN) >= 0 && runners.stream().allMatch(runner -> runner.firstDueMicros() < 0)) {
            throw new DriverException("no runner has begun within " + STARTED_WITHIN.toSeconds() + " s (TestRun "
                    + testRun.name() + " is in the stage '" + testRun.stage()
                    + "'); k6-operator starts them when all of them answer: see that its controller runs, and its log");
        }
    }
}
