package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.Occasion;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A message that is configured without a mistake.
 *
 * @param addressee equal for messages that go to the same people in the same way, whatever their occasions: of several
 *     executions in a build they become one
 */
record ConfiguredMessage(String name, String type, Set<Occasion> on, Messenger messenger, Object addressee) {

    ConfiguredMessage {
        on = Set.copyOf(on);
    }

    /** When it is sent, in words. */
    String occasions() {
        return on.isEmpty()
                ? "never"
                : "on " + on.stream().sorted().map(Occasion::word).collect(Collectors.joining(", "));
    }

    /** As the console names it. */
    @Override
    public String toString() {
        return "message '" + name + "' (" + type + ")";
    }
}
