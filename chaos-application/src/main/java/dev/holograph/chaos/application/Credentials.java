package dev.holograph.chaos.application;

import dev.holograph.chaos.run.RunContext;
import java.util.Optional;

/** Secrets, and the user names that belong to some of them. */
@FunctionalInterface
public interface Credentials extends RunContext.Secrets {

    /** The user name of a server in the build tool's settings. */
    default Optional<String> user(String server) {
        return Optional.empty();
    }
}
