package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveParser;
import dev.holograph.chaos.scenario.ObjectiveRole;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingFormatterTest {

    private static Objective named(String name) {
        String text = "error_rate < 5% in every 30s";
        return new ObjectiveParser(text, new Location("test", 1, 1), ObjectiveRole.SLO, Set.of())
                .parse(name.isEmpty() ? text : name, null, false)
                .get();
    }

    @Test
    void windowsAreToldWhereTheNameDoesNotTellThem() {
        assertThat(FindingFormatter.moment(named("few errors"))).isEqualTo("fault, in every 30s");
        assertThat(FindingFormatter.moment(named(""))).isEqualTo("fault");
    }
}
