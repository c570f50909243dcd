package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /** Messages of the same name have the same addressee. */
    private static ConfiguredMessage message(String name, Sending sending, Occasion... on) {
        EnumSet<Occasion> occasions = EnumSet.noneOf(Occasion.class);
        occasions.addAll(List.of(on));
        Messenger messenger = new Messenger() {
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
        };
        return new ConfiguredMessage(name, "fake", occasions, messenger, name);
    }

    private static ExecutionNews.Work<String> failing(ChaosException problem) {
        return () -> {
            throw problem;
        };
    }

    private static void fails(ExecutionNews news, String problem) {
        ChaosException failure = new ChaosException(problem);
        assertThatThrownBy(() -> news.after(failing(failure), () -> false)).isSameAs(failure);
    }

    private final BuildNews build = new BuildNews();

    private ExecutionNews news(ConfiguredMessage... messages) {
        return news("", "staging", messages);
    }

    /** @param module its folder below that of the build; empty for none */
    private ExecutionNews news(String module, String environment, ConfiguredMessage... messages) {
        Path folder = root.resolve(module);
        Workspace workspace = new Workspace(
                folder, folder, folder, folder.resolve("target/chaos"), Map.of("project.artifactId", "shop" + module));
        Reports reports =
                new Reports(new RunFolders(workspace, root, folder.resolve("ChaosReport.md")), null, 5, List.of(), log);
        Map<String, String> variables = Map.of(
                "JENKINS_URL", "https://ci.example/",
                "BUILD_URL", "https://ci.example/job/7/",
                "WORKSPACE", root.toString());
        return new ExecutionNews(
                build,
                List.of(messages),
                new MessageSender(
                        new BuildMessageContext((variable, server) -> Optional.empty()), log, Duration.ofMillis(500)),
                reports,
                root,
                environment,
                variables::get,
                Clock.systemUTC(),
                log);
    }

    @Test
    void aBuildThatFailsBeforeItsEndIsReportedOnceAndFailsAsBefore() {
        ChaosException problem = new ChaosException("what the run leaves cannot be written: disk full");
        ExecutionNews news = news(
                message("team", sent::add, Occasion.BREACH),
                message("lead", sent::add, Occasion.NOT_PROVEN),
                message("fixed", sent::add, Occasion.FIXED));
        assertThatThrownBy(() -> news.after(failing(problem), () -> false)).isSameAs(problem);
        assertThat(sent).isEmpty();
        build.send();
        build.send();
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
        ExecutionNews news = news(
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

        assertThat(news.<String>after(() -> "done", () -> false)).isEqualTo("done");
        build.send();
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
        ExecutionNews news = news(message("team", sent::add, Occasion.ALWAYS));
        Thread.currentThread().interrupt();
        news.after(() -> "done", () -> false);
        build.send();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).hasSize(1);
    }

    @Test
    void executionsOfSeveralModulesAreOneMessageWithTheReportOfEach() {
        fails(news("a", "local", message("team", sent::add, Occasion.BREACH)), "the disk is full");
        fails(news("b", "staging", message("team", sent::add, Occasion.BREACH)), "nobody answers");
        fails(news("b", "staging", message("team", sent::add, Occasion.BREACH)), "nobody answers");
        build.send();

        OutcomeMessage message = sent.get(0);
        assertThat(sent).hasSize(1);
        assertThat(message.project()).isEqualTo("shopa, shopb");
        assertThat(message.environment()).isEqualTo("local, staging");
        assertThat(message.problem()).isEqualTo("the disk is full; nobody answers");
        assertThat(message.links())
                .containsExactly(
                        new OutcomeMessage.Link("Jenkins", "https://ci.example/job/7"),
                        new OutcomeMessage.Link(
                                "Report a/ChaosReport.md", "https://ci.example/job/7/artifact/a/ChaosReport.md"),
                        new OutcomeMessage.Link(
                                "Report b/ChaosReport.md", "https://ci.example/job/7/artifact/b/ChaosReport.md"));
    }

    @Test
    void aMessageIsAboutTheExecutionsThatItIsConfiguredForAndSentIfOneOfThemIsAnOccasion() throws Exception {
        fails(news("a", "local", message("team", sent::add, Occasion.FIXED)), "the disk is full");
        news("b", "staging", message("team", sent::add, Occasion.ALWAYS), message("lead", sent::add, Occasion.BREACH))
                .after(() -> "done", () -> false);
        fails(news("c", "kind"), "not for anybody");
        build.send();

        assertThat(sent).singleElement().satisfies(message -> {
            assertThat(message.environment()).isEqualTo("local, staging");
            assertThat(message.problem()).isEqualTo("the disk is full");
        });
    }

    @Test
    void whereABuildIsStoppedAllIsSentAtOnceAndOnlyOnce() throws Exception {
        news("a", "local", message("team", sent::add, Occasion.ALWAYS)).after(() -> "done", () -> false);
        assertThat(sent).isEmpty();
        news("b", "staging", message("team", sent::add, Occasion.ALWAYS)).after(() -> "done", () -> true);
        assertThat(sent).singleElement().satisfies(message -> assertThat(message.environment())
                .isEqualTo("local, staging"));
        build.send();
        assertThat(sent).hasSize(1);
    }
}
