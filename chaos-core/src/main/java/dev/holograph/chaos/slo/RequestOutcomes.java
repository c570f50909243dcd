package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the requests of one kind, by the cell in which each counts.
 *
 * @param request the name that the load gives them; {@code null}: it makes only one kind
 * @param failed those that failed at once, and so have no latency
 * @param late those that timed out, or were never sent
 */
public record RequestOutcomes(@Nullable String request, CellCounts ok, CellCounts failed, CellCounts late) {

    /** For requests that have no outcome yet. */
    static RequestOutcomes none(@Nullable String request) {
        return new RequestOutcomes(request, new CellCounts(), new CellCounts(), new CellCounts());
    }

    /** All requests of a load, whatever their kind. */
    static RequestOutcomes together(List<RequestOutcomes> kinds) {
        RequestOutcomes all = none(null);
        for (RequestOutcomes kind : kinds) {
            all.ok.add(kind.ok);
            all.failed.add(kind.failed);
            all.late.add(kind.late);
        }
        return all;
    }

    void add(long atMicros, Outcome outcome) {
        CellCounts counts =
                switch (outcome) {
                    case OK -> ok;
                    case FAILED -> failed;
                    case TIMED_OUT, UNSENT -> late;
                };
        counts.add(atMicros, 1);
    }

    RequestOutcomes copy() {
        return new RequestOutcomes(request, ok.copy(), failed.copy(), late.copy());
    }

    /** Requests due in a window. */
    long all(Window window) {
        return ok.over(window) + errors(window);
    }

    /** Requests due in a window that were not answered as expected and in time. */
    long errors(Window window) {
        return failed.over(window) + late.over(window);
    }

    /** The share of those in a window that failed at once; 0 where there were none. */
    double failedShare(Window window) {
        long all = all(window);
        return all == 0 ? 0 : failed.over(window) / (double) all;
    }

    /**
     * The longest part of a window in which so many or more failed in a row: from the first of these to the next that
     * was answered, or to the end of the window. {@code null}: there is none.
     */
    @Nullable Window longestWithoutAnswer(Window window, int fewest) {
        Window longest = null;
        long from = -1;
        for (long at = window.from(); at <= window.to(); at += Cell.LENGTH) {
            Window cell = new Window(at, Math.min(at + Cell.LENGTH, window.to()));
            boolean isOver = at >= window.to() || ok.over(cell) > 0;
            if (isOver && from >= 0) {
                Window found = new Window(from, at);
                boolean isLonger = longest == null || found.to() - found.from() > longest.to() - longest.from();
                longest = isLonger && errors(found) >= fewest ? found : longest;
                from = -1;
            } else if (!isOver && from < 0 && errors(cell) > 0) {
                from = at;
            }
        }
        return longest;
    }
}
