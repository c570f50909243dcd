package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.OutcomeMessage;
import java.time.Instant;
import java.util.List;

/** A message to all who would get one about a run in an environment, whatever their occasion. Runs nothing. */
final class TestMessage {

    private TestMessage() {}

    /** @throws ChaosException also if a message is not sent */
    static void send(Setup setup) throws ChaosException {
        Environment environment = Mistakes.orFail(setup.preparation().environment());
        List<ConfiguredMessage> messages = Mistakes.orFail(setup.tools().messages(environment));
        if (messages.isEmpty()) {
            setup.log().info("No message is configured for environment '" + environment.name() + "'");
            return;
        }
        Instant now = Instant.now();
        OutcomeMessage test = new OutcomeMessage(
                "test-" + now.toEpochMilli(),
                "Test message: nothing was run",
                setup.workspace().properties().getOrDefault("project.artifactId", ""),
                environment.name(),
                null,
                now,
                now,
                Result.PASS,
                null,
                List.of(),
                List.of());
        int unsent = new MessageSender(setup.tools().messageContext(), setup.log()).send(messages, test);
        if (unsent > 0) {
            throw new ChaosException(unsent + " of " + messages.size() + " messages were not sent; see above");
        }
    }
}
