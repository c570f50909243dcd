package dev.holograph.chaos.report;

import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.FindingFormatter;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.Link;
import dev.holograph.chaos.spi.OutcomeMessage.ScenarioOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the outcome of a build into a message: reads what was evaluated, and works out nothing of its own. */
public final class OutcomeMessageBuilder {

    private static final int NAMED = 3;

    private final String project;
    private final String environment;
    private final @Nullable String commit;
    private final Instant started;
    private final List<ScenarioOutcome> scenarios = new ArrayList<>();

    public OutcomeMessageBuilder(String project, String environment, @Nullable String commit, Instant started) {
        this.project = project;
        this.environment = environment;
        this.commit = commit;
        this.started = started;
    }

    /** All runs of several parts of a build, in their order. There is at least one part. */
    public static OutcomeMessageBuilder together(List<OutcomeMessageBuilder> parts) {
        OutcomeMessageBuilder first = parts.get(0);
        OutcomeMessageBuilder all = new OutcomeMessageBuilder(
                joined(parts, part -> part.project),
                joined(parts, part -> part.environment),
                first.commit,
                parts.stream()
                        .map(part -> part.started)
                        .min(Comparator.naturalOrder())
                        .orElse(first.started));
        parts.forEach(part -> all.scenarios.addAll(part.scenarios));
        return all;
    }

    private static String joined(List<OutcomeMessageBuilder> parts, Function<OutcomeMessageBuilder, String> text) {
        return parts.stream().map(text).filter(one -> !one.isBlank()).distinct().collect(Collectors.joining(", "));
    }

    /**
     * Adds a run.
     *
     * @param result what the build takes it for: worse than the run's own if it could not be kept
     * @param reasons what made the result, a sentence each
     * @param history earlier runs; this one and others may stand there as well
     * @param report the report's file, relative to the folder in which the build began
     */
    public void add(RunResult run, Result result, List<String> reasons, List<PastRun> history, String report) {
        scenarios.add(new ScenarioOutcome(
                run.plan().scenario().name(),
                run.plan().scenario().title(),
                run.plan().environment().name(),
                result,
                before(run, history),
                run.plan().runId(),
                run.started(),
                run.ended(),
                ReportBuilder.summary(run),
                reasons,
                run.evaluation().objectives().stream()
                        .filter(one -> one.isJudged())
                        .map(one -> FindingFormatter.finding(run.evaluation(), one))
                        .toList(),
                run.observed(),
                report));
    }

    /** How many runs were added. */
    public int count() {
        return scenarios.size();
    }

    /** @param problem why not all scenarios have an outcome; {@code null} if they have */
    public OutcomeMessage build(Instant ended, @Nullable String problem, List<Link> links) {
        Result worst = scenarios.stream()
                .map(ScenarioOutcome::result)
                .reduce(problem == null ? Result.PASS : Result.ERROR, Result::and);
        String id = scenarios.isEmpty()
                ? "build-" + started.toEpochMilli()
                : scenarios.get(0).run();
        return new OutcomeMessage(
                id,
                headline(worst, problem),
                project,
                environment,
                commit,
                started,
                ended,
                worst,
                problem,
                scenarios,
                links);
    }

    private String headline(Result worst, @Nullable String problem) {
        List<ScenarioOutcome> concerned = scenarios.stream()
                .filter(one -> worst == Result.PASS ? one.isFixed() : one.result() == worst)
                .toList();
        if (worst == Result.PASS) {
            return concerned.isEmpty()
                    ? "PASS: " + (scenarios.size() == 1 ? names(scenarios) : scenarios.size() + " scenarios")
                    : "PASS again: " + names(concerned) + share(concerned);
        }
        return worst.words() + ": "
                + (concerned.isEmpty() && problem != null
                        ? "the build ended before all scenarios had run"
                        : names(concerned) + share(concerned));
    }

    private static String names(List<ScenarioOutcome> some) {
        String names = some.stream().limit(NAMED).map(ScenarioOutcome::scenario).collect(Collectors.joining(", "));
        return some.size() <= NAMED ? names : names + " and " + (some.size() - NAMED) + " more";
    }

    private String share(List<ScenarioOutcome> some) {
        return scenarios.size() == 1 ? "" : " (" + some.size() + " of " + scenarios.size() + " scenarios)";
    }

    /** The result of the last earlier run of the same scenario in the same environment. */
    private static @Nullable Result before(RunResult run, List<PastRun> history) {
        PastRun now = PastRun.of(run, null);
        return history.stream()
                .filter(past -> past.scenario().equals(now.scenario())
                        && past.environment().equals(now.environment())
                        && past.isBefore(now))
                .reduce((a, b) -> a.isBefore(b) ? b : a)
                .map(PastRun::verdict)
                .orElse(null);
    }
}
