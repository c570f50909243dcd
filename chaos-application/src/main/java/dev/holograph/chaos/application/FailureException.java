package dev.holograph.chaos.application;

/** A run says that the system under test fell short, or nothing about it: the build fails for it. */
public final class FailureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean proven;

    /** @param proven whether something was measured and did not hold; if not, the run says nothing about the system */
    public FailureException(String message, boolean proven) {
        super(message);
        this.proven = proven;
    }

    /** Whether something was measured and did not hold. If not, nothing was proven. */
    public boolean isProven() {
        return proven;
    }
}
