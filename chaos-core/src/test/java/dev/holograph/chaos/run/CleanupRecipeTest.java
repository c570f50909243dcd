package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.FakeDriver.Behaviour;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an instant fault makes for a moment is removed by itself, or by the undo thread if it does not get that far. */
@Timeout(60)
class CleanupRecipeTest {

    private Simulation simulation;

    @BeforeEach
    void oneKill() {
        simulation = new Simulation(Scenarios.scenario()
                .kill("kill", 5, null)
                .slo("error_rate < 50%")
                .build());
        simulation.instantFaultsMakeSomething = true;
    }

    @Test
    void whatHasHappenedHasLeftNothing() {
        assertThat(simulation.run().verdict().result()).isNotIn(Result.ERROR, Result.NOT_UNDONE);
        assertThat(simulation.log)
                .containsSubsequence("FAULT_INTENDED kill", "inject kill", "FAULT_INJECTED kill")
                .doesNotContain("undo kill", "FAULT_UNDONE kill");
    }

    @Test
    void whatIsCutOffIsCleanedUp() {
        simulation.faults = name -> Behaviour.INJECT_HANGS;
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.INTERRUPTED);
        assertThat(simulation.log)
                .containsSubsequence("FAULT_INTENDED kill", "inject kill", "undo kill", "FAULT_UNDONE kill");
    }

    @Test
    void soIsWhatFails() {
        simulation.faults = name -> Behaviour.INJECT_FAILS;
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.ERROR);
        assertThat(simulation.log).containsSubsequence("inject kill", "undo kill", "FAULT_UNDONE kill");
    }

    @Test
    void whatMakesNothingHasNothingToCleanUp() {
        simulation.instantFaultsMakeSomething = false;
        simulation.faults = name -> Behaviour.INJECT_FAILS;
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.ERROR);
        assertThat(simulation.log).contains("inject kill").doesNotContain("undo kill");
    }
}
