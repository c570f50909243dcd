package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final Answer OK = Answer.ok(20);

    /** As a recorder would have it at that second: what is answered later is still open. */
    private static LiveView view(Scenario scenario, Samples samples, double now) {
        LatencyBounds bounds = LatencyBounds.of(scenario);
        SeriesRecorder recorder = new SeriesRecorder(bounds, Samples.TIMEOUT);
        for (Samples.Sample sample : samples.all) {
            if (sample.due() <= Samples.micros(now)) {
                recorder.forLoad("load").due(sample.due());
                if (sample.due() + sample.latency() <= Samples.micros(now)) {
                    recorder.forLoad("load").outcome(sample.due(), sample.outcome(), sample.latency());
                }
            }
        }
        return new LiveView(scenario, recorder, bounds);
    }

    private static List<String> gate(Scenario scenario, Samples samples) {
        return view(scenario, samples, 25).notSteady(Samples.at(5), Samples.at(25));
    }

    static Optional<String> abort(Scenario scenario, Samples samples, double now) {
        return view(scenario, samples, now).abort(Samples.at(25), Samples.at(now));
    }

    @Test
    void aSlowSystemCanBeSteady() {
        Scenario scenario = Scenarios.scenario()
                .steadyState("error_rate < 1%", "p95(latency) < 5s", "throughput > 95/s")
                .build();
        assertThat(gate(scenario, new Samples().steady(0, 30, 100, Answer.ok(4000))))
                .isEmpty();
    }

    @Test
    void aSickSystemIsNot() {
        Scenario scenario = Scenarios.scenario()
                .steadyState("error_rate < 1%", "p95(latency) < 250ms")
                .build();
        assertThat(gate(scenario, new Samples().steady(0, 30, 100, Answer.ok(300))))
                .containsExactly("p95(latency) < 250ms (baseline): the system was not healthy before the fault: 300ms");
    }

    @Test
    void aHangingSystemIsNot() {
        Scenario scenario = Scenarios.scenario().build();
        assertThat(gate(scenario, new Samples().steady(0, 30, 100, Answer.timedOut())))
                .singleElement()
                .asString()
                .endsWith("not healthy before the fault: 100%");
    }

    @Test
    void warmUpIsNotJudged() {
        Samples samples = new Samples().steady(0, 5, 100, Answer.failed()).steady(5, 30, 100, OK);
        assertThat(gate(Scenarios.scenario().build(), samples)).isEmpty();
    }

    @Test
    void tooFewSamplesAreNoSteadyState() {
        assertThat(gate(Scenarios.scenario().build(), new Samples().steady(0, 30, 10, OK)))
                .containsExactly("error_rate < 1% (baseline): 200 samples are too few to decide, 300 are needed");
    }

    private static Scenario aborting() {
        return Scenarios.scenario().abortIf("error_rate > 50% in any 5s").build();
    }

    @Test
    void anAbortConditionFiresWhenOneWindowHolds() {
        Samples samples = new Samples().steady(0, 30, 100, OK).steady(30, 60, 100, Answer.failed());
        assertThat(abort(aborting(), samples, 32)).isEmpty();
        assertThat(abort(aborting(), samples, 33))
                .hasValueSatisfying(why -> assertThat(why).startsWith("error_rate > 50% in any 5s: 5"));
    }

    @Test
    void aWindowThatHangsFiresWhenItsRequestsHaveTimedOut() {
        Samples samples = new Samples()
                .steady(0, 30, 100, OK)
                .steady(30, 36, 100, number -> number % 10 < 6 ? Answer.timedOut() : OK)
                .steady(36, 60, 100, OK);
        assertThat(abort(aborting(), samples, 39)).isEmpty();
        assertThat(abort(aborting(), samples, 46)).isPresent();
    }

    @Test
    void aSystemThatAnswersNothingAtAllNeedNotTimeOutFirst() {
        Samples samples = new Samples().steady(0, 30, 100, OK).steady(30, 60, 100, Answer.timedOut());
        assertThat(abort(aborting(), samples, 34)).isEmpty();
        assertThat(abort(aborting(), samples, 35.1)).isPresent();
    }

    @Test
    void whatWasBeforeTheFaultIsNoReason() {
        Samples samples = new Samples().steady(0, 20, 100, Answer.failed()).steady(20, 60, 100, OK);
        assertThat(abort(aborting(), samples, 26)).isEmpty();
    }

    @Test
    void theProgressLineShowsWhatHasComeSinceTheLastOne() {
        Scenario scenario = Scenarios.scenario().build();
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(scenario), Samples.TIMEOUT);
        LiveView view = new LiveView(scenario, recorder, LatencyBounds.of(scenario));
        view.standing(Samples.at(1));
        for (int i = 0; i < 8; i++) {
            recorder.forLoad("load").due(Samples.micros(1));
            recorder.forLoad("load").outcome(Samples.micros(1), i < 6 ? Outcome.OK : Outcome.FAILED, 30_000);
        }
        LiveView.Standing standing = view.standing(Samples.at(3));
        assertThat(standing.rate()).isEqualTo(3);
        assertThat(standing.errors()).isEqualTo(0.25);
        assertThat(standing.p95()).hasMillis(30);
        assertThat(view.standing(Samples.at(4)).p95()).isNull();
    }
}
