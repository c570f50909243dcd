package dev.holograph.chaos.spi;

/** The world did not do what a driver asked of it. The message says what happened and what to do next. */
public class DriverException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what happened and what to do next, one sentence without a full stop and without secrets */
    public DriverException(String message) {
        super(message);
    }

    /**
     * @param message what happened and what to do next, one sentence without a full stop and without secrets; people may
     *     see nothing of the cause
     */
    public DriverException(String message, Throwable cause) {
        super(message, cause);
    }
}
