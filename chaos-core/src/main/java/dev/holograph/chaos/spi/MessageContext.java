package dev.holograph.chaos.spi;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What a build lends those who send its messages. */
public interface MessageContext {

    /**
     * A secret, from the environment variable if it is set, else the password of this {@code <server>} of Maven's
     * settings. Never to be written or reported.
     *
     * @param variable empty where none is named, as {@code server}
     */
    Optional<String> secret(String variable, String server);

    /** The user name of this {@code <server>} of Maven's settings; empty: there is no such server, or it names none. */
    Optional<String> user(String server);

    /** The clock of the build. */
    Clock clock();

    /** Waits between two attempts. */
    void pause(Duration duration) throws InterruptedException;
}
