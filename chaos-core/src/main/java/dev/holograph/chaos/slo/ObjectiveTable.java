package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each objective's indicator was in every phase, also in those in which it is not judged. */
public final class ObjectiveTable {

    private ObjectiveTable() {}

    /**
     * One objective over the phases.
     *
     * @param values in words, empty where a phase gave none
     */
    public record Row(ObjectiveRole role, Objective objective, Map<Phase, String> values) {}

    /** A row for each objective that is measured over windows. */
    public static List<Row> of(Scenario scenario, Series series, @Nullable RunTimes times, List<FaultRecord> faults) {
        List<Row> rows = new ArrayList<>();
        for (ObjectiveRole role : List.of(ObjectiveRole.STEADY_STATE, ObjectiveRole.EFFECT, ObjectiveRole.SLO)) {
            for (Objective objective : scenario.objectives(role)) {
                rows.add(new Row(
                        role, objective, values(objective.indicator(), series, times, faults, scenario.recovery())));
            }
        }
        return rows;
    }

    private static Map<Phase, String> values(
            Indicator indicator, Series series, @Nullable RunTimes times, List<FaultRecord> faults, RecoveryRule rule) {
        Map<Phase, String> values = new EnumMap<>(Phase.class);
        if (times == null || indicator instanceof Indicator.RecoveryTime || indicator instanceof Indicator.LostWrites) {
            return values;
        }
        Stretches stretches = new Stretches(times, faults, rule);
        Assessor assessor = new Assessor(series.thresholds(), Readings.of(series), null);
        for (Phase phase : List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY)) {
            Window window = stretches.of(phase);
            Double value = window == null ? null : assessor.value(indicator, window);
            values.put(phase, value == null ? "" : new Quantity(value, indicator.dimension()).toString());
        }
        return values;
    }
}
