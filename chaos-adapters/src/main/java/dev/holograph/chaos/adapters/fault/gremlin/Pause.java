package dev.holograph.chaos.adapters.fault.gremlin;

import java.time.Duration;

/** Waits before Gremlin is asked again. */
@FunctionalInterface
interface Pause {

    Pause REAL = length -> Thread.sleep(length.toMillis());

    /** Between two looks at an attack: its stages last seconds. */
    Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    void pause(Duration length) throws InterruptedException;
}
