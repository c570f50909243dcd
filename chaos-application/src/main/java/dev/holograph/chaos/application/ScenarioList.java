package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The scenarios with their faults, targets, lengths, tags and values of parameters. */
final class ScenarioList {

    private ScenarioList() {}

    static void tell(Setup setup) throws ChaosException {
        setup.warnOfOverlooked();
        Preparation preparation = setup.preparation();
        List<Scenario> scenarios = Mistakes.orFail(preparation.scenarios());
        setup.pin(scenarios);
        int width =
                scenarios.stream().mapToInt(one -> one.name().length()).max().orElse(1);
        Set<String> families = new HashSet<>(); // of a matrix, the first run alone describes its parameters
        for (Scenario scenario : scenarios) {
            setup.log().info(String.format(Locale.ROOT, "%-" + width + "s  %s", scenario.name(), scenario.title()));
            setup.log().info(" ".repeat(width + 2) + details(scenario));
            if (families.add(scenario.family())) {
                described(scenario).forEach(line -> setup.log().info(" ".repeat(width + 2) + line));
            }
        }
        for (Suite suite : preparation.readableSuites()) {
            setup.log().info(of(suite));
        }
    }

    /** A suite in a line. */
    static String of(Suite suite) {
        String names =
                suite.entries().stream().map(ScenarioList::entry).distinct().collect(Collectors.joining(", "));
        return "Suite " + suite.name() + ": " + suite.title() + "; " + names + "; services are started "
                + (suite.services() == Suite.Services.ONCE ? "once" : "for each scenario");
    }

    private static String entry(Suite.Entry entry) {
        String values = entry.parameters().entrySet().stream()
                .map(one -> one.getKey() + "="
                        + (one.getValue().isVariable() ? "…" : one.getValue().text()))
                .sorted()
                .collect(Collectors.joining(","));
        return entry.scenario() + (values.isEmpty() ? "" : "[" + values + "]");
    }

    private static List<String> described(Scenario scenario) {
        return scenario.parameters().stream()
                .filter(value -> !value.description().isEmpty())
                .map(value -> value.name() + ": " + value.description())
                .toList();
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
