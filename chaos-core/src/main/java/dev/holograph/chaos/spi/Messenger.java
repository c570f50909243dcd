package dev.holograph.chaos.spi;

import java.util.Optional;

/** Sends one configured message. */
public interface Messenger {

    /**
     * What it lacks to send at all, in one sentence without a full stop: a secret that is set nowhere. Empty if it lacks
     * nothing. Opens no connection.
     */
    Optional<String> missing(MessageContext context);

    /**
     * Looks whether it could send, without sending, for {@code chaos:doctor}. Called where nothing is missing; ends
     * within seconds.
     *
     * @return what was found, in one sentence without a full stop
     * @throws MessageException if it could not send
     */
    String look(MessageContext context) throws MessageException, InterruptedException;

    /**
     * Sends the message, and tries again where the other side has certainly not taken it. Never sends it twice.
     *
     * @param deadline by which the last attempt must have begun
     * @throws MessageException if it was not sent
     */
    void send(OutcomeMessage message, MessageContext context, Deadline deadline)
            throws MessageException, InterruptedException;
}
