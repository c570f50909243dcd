package dev.holograph.chaos.application;

import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The scenarios with their faults, targets, lengths, tags and values of parameters. */
final class ScenarioList {

    private ScenarioList() {}

    static void tell(Setup setup) throws ChaosException {
        List<Scenario> scenarios = Mistakes.orFail(setup.preparation().scenarios());
        int width =
                scenarios.stream().mapToInt(one -> one.name().length()).max().orElse(1);
        for (Scenario scenario : scenarios) {
            setup.log().info(String.format(Locale.ROOT, "%-" + width + "s  %s", scenario.name(), scenario.title()));
            setup.log().info(" ".repeat(width + 2) + details(scenario));
        }
    }

    private static String details(Scenario scenario) {
        String faults =
                scenario.faults().stream().map(ScenarioList::fault).distinct().collect(Collectors.joining(", "));
        String tags = scenario.tags().isEmpty() ? "" : "; tags: " + String.join(", ", scenario.tags());
        String values =
                scenario.parameters().stream().map(ParameterValue::label).collect(Collectors.joining(", "));
        return faults + "; " + Quantity.time(scenario.duration().total()) + tags
                + (values.isEmpty() ? "" : "; with " + values);
    }

    private static String fault(FaultStep step) {
        return step.fault().type().name() + " on " + step.target();
    }
}
