package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;

/** What became of the requests that were due within one tenth of a second. Guarded by its recorder's lock. */
final class Cell {

    /** Microseconds. */
    static final long LENGTH = 100_000;

    long due;
    long ok;
    long failed;
    long timedOut;
    long unsent;
    long latencySum;

    /** Requests that were due here, and count in the cell of an injection. */
    long moved;

    /** Part of {@link #due}: requests that were due before the injection in this cell and open at its instant. */
    long borderDue;

    /** Part of {@link #ok}: those of {@link #borderDue} that were answered in the end. */
    long borderOk;

    /** Latencies at or beyond each threshold. */
    final long[] beyond;

    /** Given up before a threshold: whether they would have been beyond it nobody knows. */
    final long[] undecided;

    final Latencies latencies;

    Cell(int bounds) {
        this(new long[bounds], new long[bounds], new Latencies());
    }

    private Cell(long[] beyond, long[] undecided, Latencies latencies) {
        this.beyond = beyond;
        this.undecided = undecided;
        this.latencies = latencies;
    }

    /** The cell that such a row was made of. */
    static Cell of(Series.Row row, int bounds) {
        if (row.beyond().length != bounds || row.undecided().length != bounds) {
            throw new IllegalArgumentException("the row of " + row.start() + " counts against other bounds");
        }
        Cell cell = new Cell(row.beyond().clone(), row.undecided().clone(), Latencies.decode(row.latencies()));
        cell.due = row.due();
        cell.ok = row.ok();
        cell.failed = row.failed();
        cell.timedOut = row.timedOut();
        cell.unsent = row.unsent();
        cell.latencySum = row.latencySum();
        cell.moved = row.moved();
        cell.borderDue = row.borderDue();
        cell.borderOk = row.borderOk();
        return cell;
    }

    void record(Outcome outcome, long latencyMicros, LatencyBounds bounds) {
        switch (outcome) {
            case OK -> ok++;
            case FAILED -> failed++;
            case TIMED_OUT -> timedOut++;
            case UNSENT -> unsent++;
        }
        if (outcome == Outcome.FAILED) {
            return; // a fast failure is an error, not a latency
        }
        long latency = Math.max(0, latencyMicros);
        boolean atLeast = outcome != Outcome.OK;
        latencySum += latency;
        for (int i = 0; i < beyond.length; i++) {
            if (latency >= bounds.at(i)) {
                beyond[i]++;
            } else if (atLeast) {
                undecided[i]++;
            }
        }
        latencies.record(latency);
    }

    /** Counts a request that was due here in the cell of the injection which it felt. */
    void moveTo(Cell border, Outcome outcome, long latencyMicros, LatencyBounds bounds) {
        due--;
        moved++;
        border.due++;
        border.borderDue++;
        border.borderOk += outcome == Outcome.OK ? 1 : 0;
        border.record(outcome, latencyMicros, bounds);
    }

    /** Requests that have a latency: those that failed fast have none. */
    long measured() {
        return ok + timedOut + unsent;
    }

    long open() {
        return Math.max(0, due - ok - failed - timedOut - unsent);
    }
}
