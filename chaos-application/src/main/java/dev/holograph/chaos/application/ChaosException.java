package dev.holograph.chaos.application;

import org.jspecify.annotations.Nullable;

/** A scenario, a driver, the environment or the machine is at fault; the message says what to do. */
public final class ChaosException extends Exception {

    private static final long serialVersionUID = 1L;

    public ChaosException(String message) {
        super(message);
    }

    public ChaosException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
