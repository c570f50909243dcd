package dev.holograph.chaos.report;

import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.slo.Evaluation;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.Result;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a history keeps of a run, so that later ones can be held against it.
 *
 * @param started when the run began
 * @param loadEngine name and version
 * @param commit of the project that was tested; {@code null} where there is none
 * @param definition tells whether the scenario's text was the same, see {@code Scenario}; empty where nobody knows
 */
public record PastRun(
        Instant started,
        String run,
        String scenario,
        String environment,
        String loadEngine,
        @Nullable String commit,
        Result verdict,
        List<Value> values,
        String definition) {

    public PastRun {
        values = List.copyOf(values);
    }

    /** A run whose scenario's text is not known. */
    public PastRun(
            Instant started,
            String run,
            String scenario,
            String environment,
            String loadEngine,
            @Nullable String commit,
            Result verdict,
            List<Value> values) {
        this(started, run, scenario, environment, loadEngine, commit, verdict, values, "");
    }

    /**
     * What an objective's indicator was.
     *
     * @param role the key under which the objective stands
     * @param objective its name
     * @param value in the unit of its dimension
     * @param bound what it was held against, in the same unit; {@code null} in lines that an older version wrote
     * @param isUpperBound whether smaller is better
     */
    public record Value(
            String role,
            String objective,
            double value,
            Dimension dimension,
            @Nullable Double bound,
            boolean isUpperBound) {

        /** A value whose bound is not known. */
        public Value(String role, String objective, double value, Dimension dimension) {
            this(role, objective, value, dimension, null, true);
        }

        /** Whether it is known to be on the wrong side of its bound. */
        boolean isBeyond() {
            return bound != null && (isUpperBound ? value > bound : value < bound);
        }

        boolean isOf(Value other) {
            return role.equals(other.role) && objective.equals(other.objective) && dimension == other.dimension;
        }
    }

    public static PastRun of(RunResult result, @Nullable String commit) {
        return new PastRun(
                result.started(),
                result.plan().runId(),
                result.plan().scenario().name(),
                result.plan().environment().name(),
                result.loadEngine(),
                commit,
                result.evaluation().result(),
                values(result.evaluation()),
                result.plan().scenario().definition());
    }

    /** What can be compared between runs: the value of each steady state and SLO that has one. */
    private static List<Value> values(Evaluation evaluation) {
        return comparable(evaluation).map(PastRun::value).toList();
    }

    static Stream<ObjectiveResult> comparable(Evaluation evaluation) {
        return evaluation.objectives().stream()
                .filter(one -> one.role() != ObjectiveRole.EFFECT && one.value() != null);
    }

    static Value value(ObjectiveResult result) {
        return new Value(
                result.role().key(),
                result.objective().name(),
                Objects.requireNonNull(result.value()),
                result.objective().indicator().dimension(),
                result.limit(),
                result.objective().comparison().isUpperBound());
    }

    /** Whether it was the same experiment: scenario, environment, load engine and its version. */
    boolean isComparableWith(PastRun other) {
        return scenario.equals(other.scenario)
                && environment.equals(other.environment)
                && loadEngine.equals(other.loadEngine);
    }

    /** Whether the scenario is known to have been changed between the two. */
    boolean isOfAnotherText(PastRun other) {
        return !definition.isEmpty() && !other.definition.isEmpty() && !definition.equals(other.definition);
    }

    /** Whether it says something about the system: PASS, WARN or BREACH. */
    boolean hasMeasured() {
        return verdict == Result.PASS || verdict == Result.WARN || verdict == Result.BREACH;
    }

    /** A run that started later is no past of this one, also when its line stands in the same file. */
    boolean isBefore(PastRun other) {
        int byTime = started.compareTo(other.started);
        return byTime < 0 || (byTime == 0 && run.compareTo(other.run) < 0);
    }
}
