package dev.holograph.chaos.adapters.fault.chaosmesh;

import java.time.Duration;

/**
 * How long a driver waits for Chaos Mesh and for what it has done.
 *
 * @param injected until the controller says that all is injected
 * @param seen until the pods show it
 * @param deleted until the object of an instant fault is gone
 */
record Waits(Duration injected, Duration seen, Duration deleted) {

    /** A healthy Chaos Mesh needs a second or two; the controller tries again what its daemon could not do at once. */
    static final Waits USUAL = new Waits(Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(10));
}
