package dev.holograph.chaos.spi;

import java.util.List;

/** An environment that has been made ready. */
public interface RunningEnvironment extends Services {

    /** What runs, with versions, for the report: {@code redis: redis-server 6.2.6}. */
    List<String> versions();

    /** The lines about trouble that services have printed since this was last called; none where nobody can read them. */
    default void readLogs(LogSink sink) {}

    /**
     * Which services have ended by themselves since this was last called, one sentence for each: by no {@link
     * ServiceControl#kill} and before they were stopped. None where nobody can know.
     */
    default List<String> unexpectedEnds() {
        return List.of();
    }

    /** Where the services come from if this run has not started them, in words; empty: it has. */
    default String origin() {
        return "";
    }

    /** Whether the services go on after the run, which gives them back by {@link #stop}. */
    default boolean outlivesRun() {
        return false;
    }

    /** Stops all that was started, in reverse order, by force at the deadline. Idempotent, not interrupted. */
    void stop(Deadline deadline);
}
