package dev.holograph.chaos.spi;

import java.util.List;

/** An environment that has been made ready. */
public interface RunningEnvironment extends Services {

    /** What runs, with versions, for the report: {@code redis: redis-server 6.2.6}. */
    List<String> versions();

    /** Stops all that was started, in reverse order, by force at the deadline. Idempotent, not interrupted. */
    void stop(Deadline deadline);
}
