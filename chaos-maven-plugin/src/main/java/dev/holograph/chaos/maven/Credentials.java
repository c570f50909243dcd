package dev.holograph.chaos.maven;

import dev.holograph.chaos.run.RunContext;
import java.util.Optional;

/** Secrets, and the user names that belong to some of them. */
@FunctionalInterface
interface Credentials extends RunContext.Secrets {

    /** The user name of a server in Maven's settings. */
    default Optional<String> user(String server) {
        return Optional.empty();
    }
}
