package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.spi.DriverException;
import java.util.HashMap;
import java.util.Map;

/** The Leases of a run. */
final class Leases {

    /** Makes one. */
    @FunctionalInterface
    interface Maker {
        HeldLease make() throws DriverException;
    }

    private final Map<String, HeldLease> leases = new HashMap<>();

    synchronized HeldLease get(String name, Maker maker) throws DriverException {
        HeldLease known = leases.get(name);
        if (known == null) {
            known = maker.make();
            leases.put(name, known);
        }
        return known;
    }

    /** None is renewed any more. */
    synchronized void close() {
        leases.values().forEach(HeldLease::stopRenewing);
    }
}
