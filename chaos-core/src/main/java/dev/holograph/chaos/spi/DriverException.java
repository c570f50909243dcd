package dev.holograph.chaos.spi;

/** The world did not do what a driver asked of it. The message says what happened and what to do next. */
public class DriverException extends Exception {

    private static final long serialVersionUID = 1L;

    public DriverException(String message) {
        super(message);
    }

    public DriverException(String message, Throwable cause) {
        super(message, cause);
    }
}
