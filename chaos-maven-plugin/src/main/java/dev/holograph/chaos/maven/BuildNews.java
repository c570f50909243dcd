package dev.holograph.chaos.maven;

import dev.holograph.chaos.adapters.ci.CiRun;
import dev.holograph.chaos.adapters.history.Commit;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.report.OutcomeMessageBuilder;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.Link;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Collects what the runs of a build come to, and sends one message about all of them: once, however the build ends. */
final class BuildNews {

    private final List<ConfiguredMessage> messages;
    private final MessageSender sender;
    private final Reports reports;
    private final OutcomeMessageBuilder builder;
    private final UnaryOperator<@Nullable String> variables;
    private final Clock clock;
    private final Log log;

    /** Of the messages of an environment. */
    static BuildNews of(Toolbox tools, Environment environment, boolean sends, Reports reports, Log log)
            throws MojoExecutionException {
        return new BuildNews(
                sends ? ChaosMojo.orFail(tools.messages(environment)) : List.of(),
                new MessageSender(tools.messageContext(), log),
                reports,
                environment.name(),
                System::getenv,
                Clock.systemUTC(),
                log);
    }

    /**
     * @param messages empty: none is sent
     * @param environment the environment's name
     * @param variables of the process
     */
    BuildNews(
            List<ConfiguredMessage> messages,
            MessageSender sender,
            Reports reports,
            String environment,
            UnaryOperator<@Nullable String> variables,
            Clock clock,
            Log log) {
        this.messages = messages;
        this.sender = sender;
        this.reports = reports;
        this.variables = variables;
        this.clock = clock;
        this.log = log;
        Workspace workspace = reports.folders().workspace();
        this.builder = new OutcomeMessageBuilder(
                workspace.properties().getOrDefault("project.artifactId", ""),
                environment,
                Commit.of(workspace.root(), variables),
                clock.instant());
    }

    /** What a build does. */
    @FunctionalInterface
    interface Work<T> {
        T work() throws MojoExecutionException, MojoFailureException;
    }

    /** A run has ended. */
    void ended(RunResult run, Summary.Entry entry) {
        builder.add(run, entry.result(), entry.reasons(), reports.past(), entry.report());
    }

    /** Works, and sends the messages that are due when it is over or has failed. */
    <T> T after(Work<T> work) throws MojoExecutionException, MojoFailureException {
        T done;
        try {
            done = work.work();
        } catch (MojoExecutionException | MojoFailureException | RuntimeException e) {
            send(String.valueOf(e.getMessage()));
            throw e;
        }
        send(null);
        return done;
    }

    private void send(@Nullable String problem) {
        if (messages.isEmpty()) {
            return;
        }
        try {
            OutcomeMessage outcome = builder.build(clock.instant(), problem, links());
            sender.send(
                    messages.stream()
                            .filter(message -> outcome.isFor(message.on()))
                            .toList(),
                    outcome);
        } catch (RuntimeException e) {
            log.warn("No message was sent, by a mistake of this plugin: " + e);
        }
    }

    private List<Link> links() {
        Path report = reports.folders().report();
        return CiRun.of(variables)
                .map(run -> List.of(new Link(run.service(), run.url()), new Link("Report", run.urlOf(report))))
                .orElse(List.of());
    }
}
