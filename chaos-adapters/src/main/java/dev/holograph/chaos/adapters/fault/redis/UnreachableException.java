package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.spi.DriverException;

/** Nobody answered, which may be otherwise a moment later; not: somebody said no. */
final class UnreachableException extends DriverException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
