package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A load that runs in the pods of a TestRun: a thread of its own watches the pods, and one for each of them its rows. */
final class RunningTestRun implements RunningLoad {

    /** Seen: 90 ms from one runner to the next, which k6-operator 1.5 starts one after the other. */
    private static final Duration STARTS_EACH_WITHIN = Duration.ofMillis(200);

    private static final Duration STARTS_TOGETHER_WITHIN = Duration.ofSeconds(2);

    /** Nodes pull the image, the operator waits until every k6 answers, and then it starts them by a pod more. */
    static final Duration STARTS_WITHIN = Duration.ofMinutes(5);

    /** For those that are late: how late they are is a finding, and the others must not be over before it is made. */
    private static final Duration WAITS_FOR_THE_LAST = Duration.ofSeconds(10);

    /** k6 ends when every request has its outcome; its pod and its log take a little longer. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    private static final long POLL_MILLIS = 500;

    private final TestRun testRun;
    private final LoadRunners settings;
    private final LoadPlan plan;
    private final Clock clock;
    private final List<Runner> runners;
    private final TestRunStart start;

    /** Runners that have had a pod. */
    private final Set<Integer> appeared = new HashSet<>();

    private final CompletableFuture<Instant> firstDue = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile @Nullable Instant endedEarlyAt;

    /**
     * @param timings whether the rows have the timings of requests
     * @param sink of the whole load
     */
    RunningTestRun(
            TestRun testRun, LoadRunners settings, LoadPlan plan, boolean timings, OutcomeSink sink, Clock clock) {
        this.testRun = testRun;
        this.settings = settings;
        this.plan = plan;
        this.clock = clock;
        this.runners = IntStream.rangeClosed(1, settings.count())
                .mapToObj(i -> new Runner(
                        i, settings.count(), sink.forRunner(Runner.shown(i, settings.count(), plan)), plan, timings))
                .toList();
        this.start = new TestRunStart(testRun, plan, runners);
    }

    /** Watches from now on; the TestRun is there. */
    void begin() {
        Thread watch = new Thread(this::watch, "chaos-k6-operator");
        watch.setDaemon(true);
        watch.start();
    }

    /** How long after the first of them the last may begin. */
    static Duration startsTogetherWithin(int runners) {
        return STARTS_TOGETHER_WITHIN.plus(STARTS_EACH_WITHIN.multipliedBy(runners));
    }

    @Override
    public CompletableFuture<Instant> firstDue() {
        return firstDue.copy();
    }

    @Override
    public CompletableFuture<End> ended() {
        return ended.copy();
    }

    @Override
    public Duration startsWithin() {
        return STARTS_WITHIN;
    }

    @Override
    public Duration endsWithin() {
        return ENDS_WITHIN.plus(startsTogetherWithin(settings.count()));
    }

    @Override
    public void stop(Deadline deadline) {
        stopped = true;
        end(deadline);
    }

    @Override
    public void endEarly(Instant before, Deadline deadline) {
        endedEarlyAt = before;
        end(deadline);
    }

    private void end(Deadline deadline) {
        if (!ended.isDone()) {
            try {
                testRun.remove(deadline);
            } catch (DriverException e) {
                // It is tried again at the run's end, which tells what is left.
            }
        }
        runners.forEach(Runner::cut);
        try {
            ended.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What has not been read yet is not needed by a run that is stopped.
        }
    }

    private void watch() {
        String problem;
        try {
            problem = untilOver();
        } catch (DriverException e) {
            problem = e.getMessage();
        } catch (InterruptedException e) {
            problem = "nobody waited for the runners' end";
        } catch (RuntimeException e) {
            problem = "the runners could not be watched: " + e;
        }
        if (problem != null) {
            firstDue.completeExceptionally(new DriverException(problem));
        } else if (!firstDue.isDone()) {
            firstDue.completeExceptionally(new DriverException("the load was stopped before a request was due"));
        }
        long first = firstMicros().orElse(0L);
        List<String> warnings = new ArrayList<>();
        runners.forEach(runner -> warnings.addAll(runner.warnings()));
        ended.complete(new End(
                stopped ? null : problem,
                warnings,
                runners.stream().map(runner -> runner.note(first)).toList()));
    }

    /** @return what is wrong with the load; {@code null}: nothing */
    private @Nullable String untilOver() throws DriverException, InterruptedException {
        Instant began = clock.instant();
        while (true) {
            look(began);
            runners.forEach(Runner::look);
            tellFirstDue();
            List<Runner> over =
                    runners.stream().filter(runner -> runner.over().isDone()).toList();
            // One that ends otherwise than planned is enough: what the others go on to show proves nothing.
            Optional<String> broken =
                    isEndedHere() || over.size() == runners.size() ? Optional.empty() : brokenOf(over);
            if (broken.isPresent()) {
                return broken.get();
            }
            if (over.size() == runners.size()) {
                look(began); // how their k6 ended
                return problems();
            }
            if (isEndedHere() && over.isEmpty() && runners.stream().noneMatch(Runner::hasBegun)) {
                return null;
            }
            if (isOverdue()) {
                return "the runners did not end within " + endsWithin().toSeconds() + " s of the load's planned end: "
                        + unended();
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private Optional<String> brokenOf(List<Runner> over) {
        long first = firstMicros().orElse(0L);
        return over.stream()
                .flatMap(runner -> runner.problem(first, false).stream())
                .findFirst();
    }

    private boolean isEndedHere() {
        return stopped || endedEarlyAt != null;
    }

    private String unended() {
        return String.join(
                ", ",
                runners.stream()
                        .filter(runner -> !runner.over().isDone())
                        .map(Runner::shown)
                        .toList());
    }

    /** Looks at the pods: new ones are followed, and those that cannot come to anything end it all. */
    private void look(Instant began) throws DriverException, InterruptedException {
        if (isEndedHere()) {
            return;
        }
        List<RunnerPod> pods = testRun.pods().stream().map(RunnerPod::new).toList();
        Duration waited = Duration.between(began, clock.instant());
        Set<Integer> present = new HashSet<>();
        for (RunnerPod pod : pods) {
            if (!firstDue.isDone()) {
                start.failIfHopeless(pod, waited);
            }
            pod.index(testRun.name())
                    .filter(index -> index <= runners.size())
                    .map(index -> runners.get(index - 1))
                    .filter(runner -> runner.mayBeIn(pod))
                    .ifPresent(runner -> {
                        present.add(runner.index());
                        seen(runner, pod);
                    });
        }
        appeared.addAll(present);
        for (Runner runner : runners) {
            if (appeared.contains(runner.index()) && !present.contains(runner.index()) && !isEndedHere()) {
                lost(runner);
            }
        }
        if (!firstDue.isDone()) {
            start.failIfUnnoticed(present, waited);
            start.failIfNotStarted(waited);
        }
    }

    private void lost(Runner runner) throws DriverException {
        if (!runner.hasBegun()) {
            throw new DriverException("the load cannot start: the pod of " + runner.shown()
                    + " was deleted by somebody else before it ran");
        }
        runner.lost();
    }

    private void seen(Runner runner, RunnerPod pod) {
        if (runner.hasBegun()) {
            runner.seen(pod);
        } else if (pod.isRunning(TestRunSpec.SAMPLES)) {
            runner.begin(pod, testRun, clock);
        }
    }

    private Optional<Long> firstMicros() {
        return runners.stream()
                .map(Runner::firstDueMicros)
                .filter(at -> at >= 0)
                .min(Long::compare);
    }

    /** The load has begun when all of them have, or when the last have had their time. */
    private void tellFirstDue() {
        Optional<Long> first = firstMicros();
        if (first.isEmpty() || firstDue.isDone()) {
            return;
        }
        Instant at = Instant.EPOCH.plus(first.get(), ChronoUnit.MICROS);
        boolean haveAll = runners.stream().allMatch(runner -> runner.firstDueMicros() >= 0);
        if (haveAll
                || clock.instant().isAfter(at.plus(WAITS_FOR_THE_LAST).plus(startsTogetherWithin(settings.count())))) {
            firstDue.complete(at);
        }
    }

    private boolean isOverdue() {
        return firstMicros().isPresent()
                && clock.instant()
                        .isAfter(Instant.EPOCH
                                .plus(firstMicros().get(), ChronoUnit.MICROS)
                                .plus(plan.length())
                                .plus(plan.load().timeout())
                                .plus(endsWithin()));
    }

    private @Nullable String problems() {
        boolean early = isEndedHere();
        long first = firstMicros().orElse(0L);
        List<String> problems = runners.stream()
                .flatMap(runner -> runner.problem(first, early).stream())
                .toList();
        if (!problems.isEmpty()) {
            return String.join("; ", problems);
        }
        long due = runners.stream().mapToLong(Runner::due).sum();
        long planned = plan.load().arrivals() instanceof ArrivalModel.Open open ? open.dueWithin(plan.length()) : 0;
        return early || due >= planned
                ? null
                : "only " + due + " of " + planned
                        + " requests became due on all runners together: the script threw, or"
                        + " has a rate or a length of its own";
    }
}
