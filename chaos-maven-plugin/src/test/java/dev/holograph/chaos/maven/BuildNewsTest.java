package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.report.ReportTemplates;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.Occasion;
import dev.holograph.chaos.spi.OutcomeMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a message is sent, and what becomes of one that fails. */
@Timeout(30)
class BuildNewsTest {

    @TempDir
    private Path root;

    private final List<OutcomeMessage> sent = Collections.synchronizedList(new ArrayList<>());
    private final LogLines log = new LogLines();

    @FunctionalInterface
    private interface Sending {
        void send(OutcomeMessage message) throws MessageException, InterruptedException;
    }

    private static ConfiguredMessage message(String name, Sending sending, Occasion... on) {
        EnumSet<Occasion> occasions = EnumSet.noneOf(Occasion.class);
        occasions.addAll(List.of(on));
        return new ConfiguredMessage(name, "fake", occasions, new Messenger() {
            @Override
            public Optional<String> missing(MessageContext context) {
                return Optional.empty();
            }

            @Override
            public String look(MessageContext context) {
                return "";
            }

            @Override
            public void send(OutcomeMessage message, MessageContext context, Deadline deadline)
                    throws MessageException, InterruptedException {
                sending.send(message);
            }
        });
    }

    private BuildNews news(ConfiguredMessage... messages) {
        Workspace workspace =
                new Workspace(root, root, root, root.resolve("target/chaos"), Map.of("project.artifactId", "shop"));
        Reports reports = new Reports(
                new RunFolders(workspace, root, root.resolve("ChaosReport.md")),
                null,
                5,
                true,
                ReportTemplates.builtIn(),
                log);
        Map<String, String> variables = Map.of(
                "JENKINS_URL", "https://ci.example/",
                "BUILD_URL", "https://ci.example/job/7/",
                "WORKSPACE", root.toString());
        return new BuildNews(
                List.of(messages),
                new MessageSender(
                        new MavenMessageContext((variable, server) -> Optional.empty()), log, Duration.ofMillis(500)),
                reports,
                "staging",
                variables::get,
                Clock.systemUTC(),
                log);
    }

    @Test
    void aBuildThatFailsBeforeItsEndIsReportedOnceAndFailsAsBefore() {
        MojoExecutionException problem = new MojoExecutionException("what the run leaves cannot be written: disk full");
        BuildNews news = news(
                message("team", sent::add, Occasion.BREACH),
                message("lead", sent::add, Occasion.NOT_PROVEN),
                message("fixed", sent::add, Occasion.FIXED));
        assertThatThrownBy(() -> news.after(() -> {
                    throw problem;
                }))
                .isSameAs(problem);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).result()).isEqualTo(Result.ERROR);
        assertThat(sent.get(0).problem()).isEqualTo("what the run leaves cannot be written: disk full");
        assertThat(sent.get(0).links())
                .containsExactly(
                        new OutcomeMessage.Link("Jenkins", "https://ci.example/job/7"),
                        new OutcomeMessage.Link("Report", "https://ci.example/job/7/artifact/ChaosReport.md"));
    }

    @Test
    void noFailureOfAMessageKeepsTheOthersOrTheBuildFromAnything() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        BuildNews news = news(
                message(
                        "refused",
                        message -> {
                            throw new MessageException("it is refused");
                        },
                        Occasion.ALWAYS),
                message(
                        "mistaken",
                        message -> {
                            throw new IllegalStateException("with a secret");
                        },
                        Occasion.ALWAYS),
                message(
                        "unloaded",
                        message -> {
                            throw new NoClassDefFoundError("jakarta/mail/Session");
                        },
                        Occasion.ALWAYS),
                message("hanging", message -> never.await(), Occasion.ALWAYS),
                message("well", sent::add, Occasion.ALWAYS));

        assertThat(news.<String>after(() -> "done")).isEqualTo("done");
        assertThat(sent).hasSize(1);
        assertThat(log.lines)
                .containsExactly(
                        "WARN Message 'refused' (fake) was not sent: it is refused",
                        "WARN Message 'mistaken' (fake) was not sent: it failed by a mistake of its kind:"
                                + " java.lang.IllegalStateException",
                        "WARN Message 'unloaded' (fake) was not sent: it failed by a mistake of its kind:"
                                + " java.lang.NoClassDefFoundError",
                        "WARN Message 'hanging' (fake) was not sent: it took longer than 0.5 s; it may have arrived",
                        "INFO Message 'well' (fake) is sent");
    }

    @Test
    void anInterruptedBuildSendsItsMessagesAndStaysInterrupted() throws Exception {
        BuildNews news = news(message("team", sent::add, Occasion.ALWAYS));
        Thread.currentThread().interrupt();
        news.after(() -> "done");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).hasSize(1);
    }
}
