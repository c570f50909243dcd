package dev.holograph.chaos.spi;

/** A message was not sent, or may not have arrived. The message says why and what to do, in one line without secrets. */
public class MessageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message why, and what to do; no secrets, also not those that an answer of the other side repeats */
    public MessageException(String message) {
        super(message);
    }

    /** @param message as above; people see nothing of the cause */
    public MessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
