package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.FakeDriver.Behaviour;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.truth.Kind;
import dev.holograph.chaos.truth.SimulatedService;
import dev.holograph.chaos.truth.Trial;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The systems whose truth is known, through a whole run with its gate, its driver and its ledger. */
class WholeRunsTest {

    /** What the simulated engine does not know how to do, and what any verdict may be given to. */
    private static final Set<Kind> NOT_HERE = Set.of(Kind.STARVES_LATER, Kind.NO_WRITES);

    private static final int RUNS = 2;

    @ParameterizedTest
    @EnumSource
    void theVerdictIsTheTruth(Kind kind) {
        Result truth = kind.truth();
        if (truth == null || NOT_HERE.contains(kind) || !kind.isOfAWholeRun()) {
            return;
        }
        for (long seed = 1; seed <= RUNS; seed++) {
            RunResult result = simulation(Trial.onTheVirtualClock(kind, seed)).run();
            assertThat(result.verdict().result())
                    .as("%s, seed %d: %s", kind.words(), seed, result.verdict())
                    .isEqualTo(truth);
        }
    }

    private static Simulation simulation(Trial trial) {
        SimulatedService.Reply[] replies = trial.replies(trial.dues());
        Simulation simulation = new Simulation(trial.scenario().build());
        simulation.engine.able = trial.able;
        simulation.engine.frozenFrom = trial.frozenFrom;
        simulation.engine.frozenTo = trial.frozenTo;
        simulation.faults =
                name -> (name.equals("second") ? trial.lastSeen : trial.seen) ? Behaviour.WORKS : Behaviour.ONLY_CLAIMS;
        simulation.finder = ids ->
                Simulation.answer(ids.subList(0, trial.lost), ids.subList(trial.lost, trial.lost + trial.unknown));
        return simulation.system(world -> reply(replies[(int) world.request() - 1]));
    }

    private static Reply reply(SimulatedService.Reply reply) {
        Outcome outcome = reply.outcome();
        return outcome == null
                ? Reply.silence()
                : new Reply(outcome, Duration.ofNanos(Math.round(reply.latency() * 1e9)));
    }
}
