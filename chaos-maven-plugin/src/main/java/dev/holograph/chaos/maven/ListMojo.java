package dev.holograph.chaos.maven;

import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/** Lists the scenarios with their faults, targets, lengths and tags. */
@Mojo(name = "list", requiresProject = false, threadSafe = true)
final class ListMojo extends ChaosMojo {

    @Override
    void work() throws MojoExecutionException {
        List<Scenario> scenarios = orFail(preparation(toolbox()).scenarios());
        int width =
                scenarios.stream().mapToInt(one -> one.name().length()).max().orElse(1);
        for (Scenario scenario : scenarios) {
            getLog().info(String.format(Locale.ROOT, "%-" + width + "s  %s", scenario.name(), scenario.title()));
            getLog().info(" ".repeat(width + 2) + details(scenario));
        }
    }

    private static String details(Scenario scenario) {
        String faults =
                scenario.faults().stream().map(ListMojo::fault).distinct().collect(Collectors.joining(", "));
        String tags = scenario.tags().isEmpty() ? "" : "; tags: " + String.join(", ", scenario.tags());
        return faults + "; " + Quantity.time(scenario.duration().total()) + tags;
    }

    private static String fault(FaultStep step) {
        return step.fault().type().name() + " on " + step.target();
    }
}
