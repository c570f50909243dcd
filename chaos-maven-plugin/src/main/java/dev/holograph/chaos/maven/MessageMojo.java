package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.OutcomeMessage;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Sends a test message to all who would get one about a run in this environment, whatever their occasion. Runs nothing.
 * Fails if a message is not sent.
 */
@Mojo(name = "message", requiresProject = false, threadSafe = true)
final class MessageMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        Toolbox tools = toolbox();
        Environment environment = orFail(preparation(tools).environment());
        List<ConfiguredMessage> messages = orFail(tools.messages(environment));
        if (messages.isEmpty()) {
            getLog().info("No message is configured for environment '" + environment.name() + "'");
            return;
        }
        Instant now = Instant.now();
        OutcomeMessage test = new OutcomeMessage(
                "test-" + now.toEpochMilli(),
                "Test message: nothing was run",
                workspace().properties().getOrDefault("project.artifactId", ""),
                environment.name(),
                null,
                now,
                now,
                Result.PASS,
                null,
                List.of(),
                List.of());
        int unsent = new MessageSender(tools.messageContext(), getLog()).send(messages, test);
        if (unsent > 0) {
            throw new MojoExecutionException(unsent + " of " + messages.size() + " messages were not sent; see above");
        }
    }
}
