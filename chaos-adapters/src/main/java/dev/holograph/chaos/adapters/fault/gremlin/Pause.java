package dev.holograph.chaos.adapters.fault.gremlin;

import java.time.Duration;

/** Waits between requests to Gremlin. */
@FunctionalInterface
interface Pause {

    Pause REAL = length -> Thread.sleep(length.toMillis());

    /** Between two looks at an attack: its stages last seconds. */
    Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    void pause(Duration length) throws InterruptedException;
}
