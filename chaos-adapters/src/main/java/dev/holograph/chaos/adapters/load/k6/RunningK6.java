package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.process.Child;
import dev.holograph.chaos.adapters.process.LogTail;
import dev.holograph.chaos.scenario.Arrivals;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** k6 while it runs: a thread of its own follows what it writes. */
final class RunningK6 implements RunningLoad {

    private static final int BUFFER = 256 * 1024;
    private static final long POLL_MILLIS = 50;
    /** For k6 to see the last outcomes and end by itself, before it is asked to. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

    private final Child child;
    private final Path csv;
    private final LoadPlan plan;
    private final CsvRows rows;
    private final CompletableFuture<Instant> firstDue = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private boolean endedHere;

    RunningK6(Child child, Path csv, LoadPlan plan, OutcomeSink sink) {
        this.child = child;
        this.csv = csv;
        this.plan = plan;
        this.rows = new CsvRows(sink);
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
    public void stop(Deadline deadline) {
        stopped = true;
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
        try {
            readAll();
            problem = problem(child.ended().get());
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
        ended.complete(new End(stopped ? null : problem));
    }

    /** Reads until k6 has ended and nothing more has been written. */
    private void readAll() throws IOException, CsvRows.BadRowException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(csv)) {
            boolean over = false;
            while (true) {
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
        if (rows.firstDueMicros() >= 0 && !firstDue.isDone()) {
            firstDue.complete(Instant.EPOCH.plus(rows.firstDueMicros(), ChronoUnit.MICROS));
        }
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
                child.stop(Deadline.in(STOPS_WITHIN, System::nanoTime));
            }
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process never fails", e);
        }
    }

    private boolean isOverdue() {
        if (rows.firstDueMicros() < 0) {
            return false;
        }
        Instant end = Instant.EPOCH
                .plus(rows.firstDueMicros(), ChronoUnit.MICROS)
                .plus(plan.length())
                .plus(plan.load().timeout())
                .plus(ENDS_WITHIN);
        return Instant.now().isAfter(end);
    }

    private @Nullable String problem(int exitCode) {
        String sentence = sentence(exitCode);
        return sentence == null ? null : sentence + LogTail.asText(child.spec().log());
    }

    private @Nullable String sentence(int exitCode) {
        String exit = ExitCodes.problem(exitCode);
        boolean allAnswered = rows.due() > 0 && rows.outcomes() == rows.due();
        if (exit != null && !(endedHere && allAnswered)) {
            return exit;
        }
        if (rows.due() == 0) {
            return "k6 ended without a single chaos_due: the script threw, or does not keep the k6 contract";
        }
        if (rows.outcomes() < rows.due()) {
            return "k6 ended with " + (rows.due() - rows.outcomes()) + " of " + rows.due()
                    + " requests without an outcome: the script threw, or does not keep the k6 contract";
        }
        long planned = plan.load().arrivals() instanceof Arrivals.Open open ? open.dueWithin(plan.length()) : 0;
        if (rows.due() < planned) {
            return "only " + rows.due() + " of " + planned + " requests became due: k6 could not keep its schedule, or"
                    + " the script threw, or has a rate or a length of its own";
        }
        return null;
    }
}
