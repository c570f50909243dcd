package dev.holograph.chaos.adapters.load.embedded;

import io.netty.channel.ChannelException;
import java.net.BindException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a connection that this machine could not make from one that the system refused. */
final class GeneratorLimits {

    private GeneratorLimits() {}

    /** What this machine lacked, if that is the cause. */
    static Optional<String> problem(@Nullable Throwable cause) {
        if (cause instanceof BindException) {
            return Optional.of("this machine ran out of local ports for connections: set maxConnections: lower");
        }
        if (cause instanceof ChannelException) {
            return Optional.of("this machine could open no more connections (" + cause.getMessage()
                    + "): raise its limit of open files (ulimit -n), or set maxConnections: lower");
        }
        return Optional.empty();
    }
}
