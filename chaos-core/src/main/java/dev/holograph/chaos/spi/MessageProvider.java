package dev.holograph.chaos.spi;

import dev.holograph.chaos.scenario.Validated;

/**
 * Brings one kind of message into a build. Found by {@link java.util.ServiceLoader}; a public class with a public
 * constructor and no heavy types in its signatures, since it is loaded in every goal.
 */
public interface MessageProvider {

    /** As it is written under {@code type:}. */
    String type();

    /**
     * Reads a message of this kind: all mistakes at once. Opens nothing, looks for no secret.
     *
     * @param settings of the message; those keys that nobody asks for are mistakes
     */
    Validated<Messenger> messenger(MessageSettings settings);
}
