package dev.holograph.chaos.report;

import dev.holograph.chaos.run.RunResult;
import java.io.IOException;
import java.util.List;

/**
 * A report of a build. What it writes changes no verdict, and where it cannot be written the build fails
 * after all others were. Called by one thread at a time.
 */
public interface RunReport {

    /** A report that writes nothing. */
    RunReport NONE = new RunReport() {};

    /** Adds a run that has just ended, or is reported again from its files: it takes the place of an earlier one. */
    default void add(DetailedReport run) throws IOException {}

    /**
     * Writes the report of all runs of a build. Called after each of its executions, with the runs of all up to then.
     *
     * @param notProvenFails whether a run that proved nothing fails the build
     */
    default void build(List<RunResult> runs, boolean notProvenFails) throws IOException {}

    /**
     * Writes the trend over all runs of the history.
     *
     * @param trends at least one
     */
    default void trend(List<TrendReport> trends) throws IOException {}

    /**
     * Writes what scenarios come to over the values of a parameter. That it cannot is a warning alone.
     *
     * @param curves at least one
     */
    default void curves(List<CurveReport> curves) throws IOException {}
}
