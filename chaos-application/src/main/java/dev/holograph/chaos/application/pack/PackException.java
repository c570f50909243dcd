package dev.holograph.chaos.application.pack;

/** A pack cannot be used. The message says which, why, and what to do. */
public final class PackException extends Exception {

    private static final long serialVersionUID = 1;

    PackException(String message) {
        super(message);
    }

    PackException(String message, Throwable cause) {
        super(message, cause);
    }
}
