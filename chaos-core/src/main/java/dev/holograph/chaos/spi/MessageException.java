package dev.holograph.chaos.spi;

/** A message was not sent, or may not have arrived. The message says why and what to do, in one line without secrets. */
public class MessageException extends Exception {

    private static final long serialVersionUID = 1L;

    public MessageException(String message) {
        super(message);
    }

    public MessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
