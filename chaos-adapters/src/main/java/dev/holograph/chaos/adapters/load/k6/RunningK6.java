package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.process.Child;
import dev.holograph.chaos.adapters.process.LogTail;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** k6 while it runs: a thread of its own follows what it writes. */
final class RunningK6 implements RunningLoad {

    private static final int BUFFER = 256 * 1024;
    private static final long POLL_MILLIS = 50;
    /** For k6 to see the last outcomes and end by itself, before it is signalled to. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    /** Share of the requests in a stretch: a garbage collection more or less is no shortfall. */
    private static final double MOST_LATE = 0.01;

    /** Lines of k6's summary, in which a script's own words would drown: these begin with time=. */
    private static final Pattern SUMMARY = Pattern.compile("\\s*|  .*");

    private static final long SECOND = 1_000_000;

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

    private static final int KILLED = 137;

    /** By SIGTERM, before k6 took care of signals. */
    private static final int TERMINATED = 143;

    private final Child child;
    private final Path csv;
    private final Path summary;
    private final CpuWatch cpu;
    private final LoadPlan plan;
    private final ScriptOptions options;
    private final CsvRows rows;
    private final @Nullable ScriptExceptions exceptions;
    private final CompletableFuture<Instant> firstDue = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile @Nullable Instant endedEarlyAt;
    private boolean endedHere;
    private boolean tornDownTooLong;

    /**
     * @param csv that k6 writes
     * @param summary that it writes when it ends
     * @param cpu watches what all k6 of the run take together
     * @param options of a script of its own
     */
    RunningK6(
            Child child, Path csv, Path summary, CpuWatch cpu, LoadPlan plan, ScriptOptions options, OutcomeSink sink) {
        this.options = options;
        this.child = child;
        this.csv = csv;
        this.summary = summary;
        this.cpu = cpu;
        this.plan = plan;
        if (plan.load().isObserved()) {
            ScriptRows script = new ScriptRows(sink, plan.length(), plan.base(), options.paced());
            this.rows = new CsvRows(sink, NamedRequests.none(sink), script, true);
            this.exceptions = new ScriptExceptions(child.spec().log(), sink, script);
        } else {
            boolean isSecure = plan.base().isSecure();
            // A worker reports the bytes of its requests at its end, to which it may not come.
            boolean byTimings = isSecure || plan.load().script() != null || plan.mayEndEarly();
            this.rows = new CsvRows(sink, NamedRequests.of(plan.load().profile(), sink), null, byTimings);
            if (isSecure) {
                rows.bytesAreEncrypted();
            }
            this.exceptions = null;
        }
        Thread reader = new Thread(this::follow, "chaos-k6-csv");
        reader.setDaemon(true);
        reader.start();
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
        return plan.load().isObserved()
                ? RunningLoad.super.startsWithin().plus(options.setup())
                : RunningLoad.super.startsWithin();
    }

    /** For a script of its own: its teardown() runs when k6 is ended. */
    @Override
    public Duration endsWithin() {
        return plan.load().isObserved() && tearsDown() ? options.teardown() : Duration.ZERO;
    }

    /** k6 asks for a function of this name in the script that it runs; one that exports all of another may have it. */
    private boolean tearsDown() {
        try {
            String script = Files.readString(
                    plan.root().resolve(Objects.requireNonNull(plan.load().script())));
            return script.contains("teardown") || script.matches("(?s).*export\\s*\\*.*");
        } catch (IOException e) {
            return true; // k6 has read it: it may well have one
        }
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
        child.stop(deadline);
        try {
            ended.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The process is gone; what the reader has not read yet is not needed by a run that is stopped.
        }
    }

    private void follow() {
        String problem;
        boolean cut = false;
        try {
            readAll();
            int exitCode = child.ended().get();
            problem = problem(exitCode);
            cut = tornDownTooLong
                    || exitCode == KILLED && stopped && !endsWithin().isZero();
        } catch (CsvRows.BadRowException e) {
            child.kill();
            problem = e.getMessage() + "; the script must keep the k6 contract";
        } catch (IOException e) {
            child.kill();
            problem = "what k6 wrote cannot be read: " + e.getMessage();
        } catch (InterruptedException | ExecutionException e) {
            problem = "nobody waited for k6's end: " + e;
        }
        if (problem != null) {
            firstDue.completeExceptionally(new DriverException(problem));
        } else if (!firstDue.isDone()) {
            firstDue.completeExceptionally(new DriverException("k6 was stopped before a request was due"));
        }
        rows.over();
        List<String> warnings = new ArrayList<>(rows.warnings());
        if (cut) {
            warnings.add("teardown() of " + plan.load().script() + " was cut off: it had not ended "
                    + (tornDownTooLong
                            ? Quantity.time(endsWithin()) + " after the load, which is its teardownTimeout"
                            : "when the run was stopped")
                    + "; what it should have tidied up may be left");
        }
        ended.complete(new End(stopped ? null : problem, warnings));
    }

    /** Reads until k6 has ended and nothing more has been written. */
    private void readAll() throws IOException, CsvRows.BadRowException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(csv)) {
            boolean over = false;
            while (true) {
                cpu.look();
                if (exceptions != null) {
                    exceptions.look();
                }
                int length = in.read(buffer);
                if (length > 0) {
                    rows.read(buffer, length);
                    tellFirstDue();
                } else if (over) {
                    return;
                } else {
                    over = awaitEnd();
                }
            }
        }
    }

    private void tellFirstDue() {
        if (firstMicros() >= 0 && !firstDue.isDone()) {
            firstDue.complete(Instant.EPOCH.plus(firstMicros(), ChronoUnit.MICROS));
        }
    }

    /** When the load began, -1 before that. */
    private long firstMicros() {
        return plan.load().isObserved() ? rows.firstSampleMicros() : rows.firstDueMicros();
    }

    /** Waits a moment for more rows. @return whether k6 has ended */
    private boolean awaitEnd() throws InterruptedException {
        try {
            child.ended().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            if (isOverdue()) {
                // Every request has its outcome, but a socket in a cut network does not close, nor heed the request to.
                endedHere = true;
                long asked = System.nanoTime();
                child.stop(Deadline.in(STOPS_WITHIN.plus(endsWithin()), System::nanoTime));
                // k6 ends a teardown() at its time-out, and says nothing of it after a signal.
                tornDownTooLong = !endsWithin().isZero()
                        && Duration.ofNanos(System.nanoTime() - asked).compareTo(endsWithin()) >= 0;
            }
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process never fails", e);
        }
    }

    private boolean isOverdue() {
        if (firstMicros() < 0) {
            return false;
        }
        Instant over = Instant.EPOCH.plus(firstMicros(), ChronoUnit.MICROS).plus(plan.length());
        // A script of its own has a length of its own; what it measures later is not looked at.
        Instant end = plan.load().isObserved()
                ? over
                : over.plus(plan.load().timeout()).plus(ENDS_WITHIN);
        return Instant.now().isAfter(end);
    }

    private @Nullable String problem(int exitCode) {
        String sentence = sentence(exitCode);
        Path log = child.spec().log();
        return sentence == null ? null : sentence + LogTail.asText(log, LogTail.of(log, SUMMARY.asMatchPredicate()));
    }

    private @Nullable String sentence(int exitCode) {
        String exit = ExitCodes.problem(exitCode);
        boolean allAnswered = rows.due() > 0 && rows.outcomes() == rows.due();
        Instant early = endedEarlyAt;
        boolean isOurDoing = endedHere && (allAnswered || plan.load().isObserved())
                || early != null && (exitCode == ExitCodes.SIGNAL || exitCode == KILLED || exitCode == TERMINATED);
        if (exit != null && !isOurDoing) {
            return exit;
        }
        if (plan.load().isObserved() && rows.firstSampleMicros() < 0) {
            return "k6 ended before its script measured anything";
        }
        if (!plan.load().isObserved() && rows.due() == 0) {
            return "k6 ended without a single chaos_due: the script threw, or does not keep the k6 contract";
        }
        String missing = K6Summary.read(summary).map(this::missing).orElse(null);
        if (missing != null || plan.load().isObserved()) {
            return missing;
        }
        if (otherVersion() != null) {
            return otherVersion();
        }
        if (early != null) {
            return lateUntil(early).orElseGet(this::anyLimit);
        }
        if (rows.outcomes() < rows.due()) {
            return "k6 ended with " + (rows.due() - rows.outcomes()) + " of " + rows.due()
                    + " requests without an outcome: the script threw, or does not keep the k6 contract";
        }
        long planned = plan.load().arrivals() instanceof ArrivalModel.Open open ? open.dueWithin(plan.length()) : 0;
        if (rows.due() < planned) {
            return "only " + rows.due() + " of " + planned + " requests became due: k6 could not keep its schedule, or"
                    + " the script threw, or has a rate or a length of its own";
        }
        return anyLimit();
    }

    private @Nullable String anyLimit() {
        return cpu.stretches().stream()
                .map(this::atItsLimit)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** The made script counts such answers as failures; one of its own may not know what is asked for. */
    private @Nullable String otherVersion() {
        List<String> others = rows.versions().others(HttpVersions.HTTP_2);
        return plan.load().script() == null
                        || !(plan.load().profile() instanceof Profile.Http http)
                        || http.version() != HttpVersion.HTTP_2
                        || others.isEmpty()
                ? null
                : "answers came by " + String.join(" and ", others) + ", and the load is to speak HTTP/2 (version: 2)";
    }

    /** What a load that was ended early had not made of what was planned up to there, to the whole second. */
    private Optional<String> lateUntil(Instant early) {
        long first = rows.firstDueMicros();
        long until = Math.floorDiv(ChronoUnit.MICROS.between(Instant.EPOCH, early), SECOND) * SECOND;
        if (!(plan.load().arrivals() instanceof ArrivalModel.Open open) || until <= first) {
            return Optional.empty();
        }
        long planned = open.dueWithin(Duration.of(until - first, ChronoUnit.MICROS));
        long due = rows.punctuality().during(first, until - 1).due();
        return due >= planned
                ? Optional.empty()
                : Optional.of(
                        "only " + due + " of " + planned + " requests became due before the load was ended early: k6"
                                + " could not keep its schedule, or the script threw, or has a rate of its own");
    }

    private @Nullable String missing(K6Summary own) {
        if (!own.hasMoreThan(rows)) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "samples are missing: k6 counted %d requests, %d outcomes and %d acknowledgements, and its CSV has %d, %d"
                        + " and %d: what is missing cannot be judged; is there room on the disk of %s?",
                own.due(),
                own.outcomes(),
                own.acknowledged(),
                rows.due(),
                rows.outcomes(),
                rows.acknowledged(),
                csv);
    }

    /** A k6 that takes all it can get and still keeps its schedule has done what it was to do. */
    private Optional<String> atItsLimit(CpuWatch.MeasurementWindow stretch) {
        ScheduleAdherence.Count count = rows.punctuality().during(stretch.from(), stretch.to());
        return count.late() <= MOST_LATE * count.due()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "k6 was at its own limit: it took %.0f %% of this machine's processors for %.0f s, and of %d"
                                + " requests that were due then %d were made late or never; what they show is not the"
                                + " system's; ask for less, or give k6 more processors",
                        100 * stretch.share(),
                        (stretch.to() - stretch.from()) / 1e6,
                        count.due(),
                        count.late()));
    }
}
