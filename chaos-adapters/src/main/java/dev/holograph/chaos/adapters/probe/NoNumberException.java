package dev.holograph.chaos.adapters.probe;

/** An answer came, and it is not the one number that the query wants. */
public final class NoNumberException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what it is instead, and what to do; never the answer itself, which may be a secret */
    public NoNumberException(String message) {
        super(message);
    }
}
