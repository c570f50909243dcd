package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.ci.CiRun;
import dev.holograph.chaos.adapters.history.Commit;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.report.OutcomeMessageBuilder;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.Link;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the runs of one execution of {@code chaos:run} come to, for the messages of its build. */
final class ExecutionNews {

    private final BuildNews build;
    private final List<ConfiguredMessage> messages;
    private final MessageSender sender;
    private final Reports reports;
    private final Path top;
    private final OutcomeMessageBuilder builder;
    private final UnaryOperator<@Nullable String> variables;
    private final Clock clock;
    private final Log log;
    private volatile @Nullable Instant ended;
    private volatile @Nullable String problem;

    /** Collects the news for the messages of an environment. */
    static ExecutionNews of(
            BuildNews build,
            ProviderRegistry tools,
            Environment environment,
            boolean sends,
            Reports reports,
            Path top,
            Log log)
            throws ChaosException {
        return new ExecutionNews(
                build,
                sends ? Mistakes.orFail(tools.messages(environment)) : List.of(),
                new MessageSender(tools.messageContext(), log),
                reports,
                top,
                environment.name(),
                System::getenv,
                Clock.systemUTC(),
                log);
    }

    /**
     * @param build that it is part of
     * @param messages empty: none is sent
     * @param top the folder in which the build began
     * @param environment the environment's name
     * @param variables of the process
     */
    ExecutionNews(
            BuildNews build,
            List<ConfiguredMessage> messages,
            MessageSender sender,
            Reports reports,
            Path top,
            String environment,
            UnaryOperator<@Nullable String> variables,
            Clock clock,
            Log log) {
        this.build = build;
        this.messages = List.copyOf(messages);
        this.sender = sender;
        this.reports = reports;
        this.top = top.toAbsolutePath().normalize();
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

    /** What an execution does. */
    @FunctionalInterface
    interface Work<T> {
        T work() throws ChaosException, FailureException;
    }

    /** A run has ended. */
    void ended(RunResult run, Summary.Entry entry) {
        builder.add(run, entry.result(), entry.reasons(), reports.past(), report());
    }

    /**
     * Works. What came of it is part of the build's messages, also if it fails. Where the build is being stopped, they
     * are sent before this returns: nobody may be left to do it later.
     */
    <T> T after(Work<T> work, BooleanSupplier stopping) throws ChaosException, FailureException {
        build.begins();
        try {
            return work.work();
        } catch (ChaosException | FailureException | RuntimeException e) {
            problem = String.valueOf(e.getMessage());
            throw e;
        } finally {
            ended = clock.instant();
            build.ends(this, stopping.getAsBoolean());
        }
    }

    List<ConfiguredMessage> messages() {
        return messages;
    }

    MessageSender sender() {
        return sender;
    }

    Log log() {
        return log;
    }

    /** Whether this execution by itself is an occasion for this message of it. */
    boolean isFor(ConfiguredMessage message) {
        return together(List.of(this)).isFor(message.on());
    }

    /** One message about several executions, in their order. */
    static OutcomeMessage together(List<ExecutionNews> some) {
        Instant end = some.stream()
                .map(one -> Objects.requireNonNullElseGet(one.ended, one.clock::instant))
                .reduce((a, b) -> a.isAfter(b) ? a : b)
                .orElseThrow();
        List<String> problems = some.stream()
                .map(one -> one.problem)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return OutcomeMessageBuilder.together(
                        some.stream().map(one -> one.builder).toList())
                .build(end, problems.isEmpty() ? null : String.join("; ", problems), links(some));
    }

    private static List<Link> links(List<ExecutionNews> some) {
        Optional<CiRun> found = CiRun.of(some.get(0).variables);
        if (found.isEmpty()) {
            return List.of();
        }
        CiRun run = found.get();
        List<Link> links = new ArrayList<>(List.of(new Link(run.service(), run.url())));
        List<ExecutionNews> reports = some.stream()
                .filter(one -> some.stream().limit(some.indexOf(one)).noneMatch(earlier -> earlier.file()
                        .equals(one.file())))
                .toList();
        reports.forEach(one ->
                links.add(new Link(reports.size() == 1 ? "Report" : "Report " + one.report(), run.urlOf(one.file()))));
        return links;
    }

    private Path file() {
        return reports.folders().report();
    }

    /** In a build of several modules the module is part of it. */
    private String report() {
        Path file = file().toAbsolutePath().normalize();
        return file.startsWith(top) ? top.relativize(file).toString() : file.toString();
    }
}
