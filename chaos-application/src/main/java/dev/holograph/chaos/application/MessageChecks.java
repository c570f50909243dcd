package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether messages could be sent, without sending one. A run goes ahead without them. */
final class MessageChecks {

    private MessageChecks() {}

    static List<Check> of(List<ConfiguredMessage> messages, MessageContext context) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (ConfiguredMessage message : messages) {
            checks.add(check(message, context));
        }
        return checks;
    }

    private static Check check(ConfiguredMessage message, MessageContext context) throws InterruptedException {
        String name = "message " + message.name();
        String what = message.type() + ", " + message.occasions() + ": ";
        Optional<String> missing = message.messenger().missing(context);
        if (missing.isPresent()) {
            return Check.warn(name, what + missing.get(), "until that is done, this message is skipped");
        }
        try {
            return Check.ok(name, what + message.messenger().look(context));
        } catch (MessageException e) {
            return Check.warn(name, what + e.getMessage(), "until that is done, this message is not sent");
        } catch (RuntimeException e) {
            return Check.warn(
                    name,
                    what + "its own check failed: " + e.getClass().getName(),
                    "report it to the maker of this kind");
        }
    }
}
