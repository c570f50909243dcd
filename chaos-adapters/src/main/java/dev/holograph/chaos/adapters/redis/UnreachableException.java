package dev.holograph.chaos.adapters.redis;

import dev.holograph.chaos.spi.DriverException;

/** Nobody answered, which may be otherwise a moment later; not: somebody said no. */
public final class UnreachableException extends DriverException {

    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }
}
