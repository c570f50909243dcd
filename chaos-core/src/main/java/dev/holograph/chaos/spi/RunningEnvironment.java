package dev.holograph.chaos.spi;

import java.util.List;

/** An environment that has been made ready. */
public interface RunningEnvironment extends Services {

    /** What runs, with versions, for the report: {@code redis: redis-server 6.2.6}. */
    List<String> versions();

    /** The lines about trouble that services have printed since this was last called; none where nobody can read them. */
    default void readLogs(LogSink sink) {}

    /** Stops all that was started, in reverse order, by force at the deadline. Idempotent, not interrupted. */
    void stop(Deadline deadline);
}
