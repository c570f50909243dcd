package dev.holograph.chaos.spi;

import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunObservations;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people learn about a build: the outcomes of all its scenarios in words, and what they were measured from. Texts
 * may come from the system under test: whoever sends them makes them inert.
 *
 * @param id the same for each attempt to send it, and different for each build
 * @param headline result and scenarios in a few words
 * @param project empty where there is no POM; several with commas between them
 * @param environment the environment's name; several with commas between them
 * @param commit of the project; {@code null} where there is none
 * @param result the worst of all scenarios
 * @param problem why the build ended before all scenarios had an outcome; {@code null} if it did not
 * @param links where to read more, the most useful first
 */
public record OutcomeMessage(
        String id,
        String headline,
        String project,
        String environment,
        @Nullable String commit,
        Instant started,
        Instant ended,
        Result result,
        @Nullable String problem,
        List<ScenarioOutcome> scenarios,
        List<Link> links) {

    public OutcomeMessage {
        scenarios = List.copyOf(scenarios);
        links = List.copyOf(links);
    }

    /** Whether one of these occasions is given. */
    public boolean isFor(Set<Occasion> occasions) {
        return occasions.stream()
                .anyMatch(on -> on.isGivenBy(result, false)
                        || scenarios.stream().anyMatch(one -> on.isGivenBy(one.result(), one.isFixed())));
    }

    /** A scenario's name, with its environment where there are several. */
    public String label(ScenarioOutcome one) {
        boolean several =
                scenarios.stream().map(ScenarioOutcome::environment).distinct().count() > 1;
        return several ? one.scenario() + " in " + one.environment() : one.scenario();
    }

    /** Something to read, as a person calls it. */
    public record Link(String name, String url) {}

    /**
     * What one scenario came to.
     *
     * @param environment the name of the environment that it ran in
     * @param before its result when it ran last in this environment; {@code null} if it never did
     * @param summary the result in one sentence
     * @param reasons what made the result, a sentence each; empty for PASS
     * @param objectives each one with its bound and what was measured
     * @param observed what the result was made of
     * @param report the report's file, relative to the folder in which the build began
     */
    public record ScenarioOutcome(
            String scenario,
            String title,
            String environment,
            Result result,
            @Nullable Result before,
            String run,
            Instant started,
            Instant ended,
            String summary,
            List<String> reasons,
            List<Finding> objectives,
            RunObservations observed,
            String report) {

        public ScenarioOutcome {
            reasons = List.copyOf(reasons);
            objectives = List.copyOf(objectives);
        }

        /** Whether it was not PASS last time and is now. */
        public boolean isFixed() {
            return before != null && before != Result.PASS && result == Result.PASS;
        }
    }
}
