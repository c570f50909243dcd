package dev.holograph.gremlin;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration pause) throws InterruptedException;

    /** Waits really. */
    static Sleeper real() {
        return pause -> Thread.sleep(pause.toMillis());
    }
}
