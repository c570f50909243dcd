package dev.holograph.chaos.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Parameters that say how long runs take. */
abstract class PacingMojo extends ReportingMojo {

    /** Undo the fault as soon as an SLO is breached whatever comes later; recovery and ledger still follow. */
    @Parameter(property = "chaos.failFast", defaultValue = "false")
    boolean failFast;

    /** {@code quick}: end the recovery phase once the recovery is believed. {@code full}: at its end, as weekly runs do. */
    @Parameter(property = "chaos.pace", defaultValue = "full")
    String pace;

    /**
     * How many scenarios run side by side, each with services of its own: a number, or {@code auto} for as many as the
     * machine can carry.
     */
    @Parameter(property = "chaos.parallel", defaultValue = "1")
    String parallel;
}
