package dev.holograph.chaos.adapters.load.k6;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a runner is a witness of its load: whether all that it measured is here, by a clock that is known, at the times
 * at which it was due.
 *
 * @param pod as it was last seen; {@code null}: there was none
 * @param rows {@code null}: nothing was read of it; so are {@code lines} and {@code clock}
 * @param broken why nothing more could be read; {@code null}: nothing was in the way
 * @param lost whether its pod was gone before the load was over
 * @param firstDueMicros when its first request was due, by this machine's clock; -1: none was
 * @param runners how many make the load together
 */
record RunnerCheck(
        @Nullable RunnerPod pod,
        @Nullable CsvRows rows,
        @Nullable RunnerLines lines,
        @Nullable RunnerClock clock,
        @Nullable String broken,
        boolean lost,
        long firstDueMicros,
        int runners) {

    /** A clock that is further off is not kept by anybody: it may be set while the run goes on. */
    static final Duration MOST_AHEAD = Duration.ofSeconds(1);

    /** More, and the edges of phases lie in the wrong cells. */
    static final Duration MOST_UNCERTAIN = Duration.ofMillis(250);

    /** A pod whose processor time is cut off is late in every second. */
    private static final int LATE_SECONDS = 5;

    private static final double MOST_LATE = 0.05;

    /**
     * Why it is none, a sentence; empty if it is one.
     *
     * @param firstOfAllMicros when the first runner's first request was due
     * @param early whether the load was ended before its time: then what came last does not matter
     */
    Optional<String> problem(long firstOfAllMicros, boolean early) {
        return Optional.ofNullable(sentence(firstOfAllMicros, early));
    }

    private @Nullable String sentence(long firstOfAllMicros, boolean early) {
        if (pod == null) {
            return "it never ran";
        }
        if (!early && pod.stopped() != null) {
            return pod.stopped();
        }
        if (!early && lost) {
            return RunnerPod.DELETED;
        }
        if (broken != null) {
            return broken;
        }
        if (rows == null || lines == null || clock == null) {
            return "it ended before it measured anything";
        }
        String exit = pod.exitCode().map(ExitCodes::problem).orElse(null);
        if (!early && exit != null) {
            return exit;
        }
        if (lines.lost() > 0) {
            return lines.lost() + " of its rows were lost on the way, as when the log of its pod was rotated while"
                    + " nobody read it: what is missing cannot be judged";
        }
        if (!early && !lines.isEnded()) {
            return "its log ended before k6 did: what is missing cannot be judged";
        }
        Optional<String> own = early ? Optional.empty() : counts(rows, lines);
        return own.or(() -> kept(clock)).or(() -> late(rows, firstOfAllMicros)).orElse(null);
    }

    private Optional<String> counts(CsvRows read, RunnerLines came) {
        Optional<K6Summary> summary = came.summary();
        if (summary.isEmpty()) {
            return Optional.of("k6 did not come to say what it has counted, so nobody knows what is missing");
        }
        K6Summary own = summary.get();
        if (own.hasMoreThan(read)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "samples are missing: k6 counted %d requests, %d outcomes and %d acknowledgements, and %d, %d and %d"
                            + " came: what is missing cannot be judged",
                    own.due(),
                    own.outcomes(),
                    own.acknowledged(),
                    read.due(),
                    read.outcomes(),
                    read.acknowledged()));
        }
        if (read.due() == 0) {
            return Optional.of("it ended without a single request: the script threw, or does not keep the k6 contract");
        }
        return read.outcomes() < read.due()
                ? Optional.of("it ended with " + (read.due() - read.outcomes()) + " of " + read.due()
                        + " requests without an outcome: the script threw, or does not keep the k6 contract")
                : Optional.empty();
    }

    /** Whether its clock is kept, and known. */
    private static Optional<String> kept(RunnerClock offset) {
        if (Math.abs(offset.aheadMicros()) > MOST_AHEAD.toNanos() / 1000) {
            return Optional.of("the clock of its node is " + offset
                    + ": nobody keeps it, and it may be set at any moment; let the nodes take their time from NTP");
        }
        return offset.uncertainMicros() > MOST_UNCERTAIN.toNanos() / 1000
                ? Optional.of("the clock of its node is not known well enough (" + offset
                        + "), so its samples cannot be put beside those of the others")
                : Optional.empty();
    }

    private Optional<String> late(CsvRows read, long firstOfAllMicros) {
        long after = firstDueMicros - firstOfAllMicros;
        if (after > RunningTestRun.startsTogetherWithin(runners).toNanos() / 1000) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "it began %.1f s after the first runner: until then the system had less than its load",
                    after / 1e6));
        }
        return read.punctuality()
                .lateFor(LATE_SECONDS, MOST_LATE)
                .map(count -> String.format(
                        Locale.ROOT,
                        "it could not keep its schedule: of %d requests that were due in %d s, %d were made more than"
                                + " 250 ms late or never; its processor time is cut off, or its node is too busy; give"
                                + " it more cpu: under k6Operator:, or ask for less",
                        count.due(),
                        LATE_SECONDS,
                        count.late()));
    }
}
