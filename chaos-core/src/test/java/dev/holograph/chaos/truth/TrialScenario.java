package dev.holograph.chaos.truth;

import dev.holograph.chaos.scenario.Scenarios;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** What a trial is held against. Between two faults only the recovery counts. */
final class TrialScenario {

    private static final String RECOVERY_IN_TIME = "recovery_time < " + Math.round(Trial.RECOVERY_ALLOWED) + "s";
    private static final String NO_LOST_WRITES = "lost_writes = 0";

    private final Trial trial;

    /** What the objectives are about: all requests, or those of one load. */
    private final String which;

    TrialScenario(Trial trial) {
        this.trial = trial;
        this.which = trial.kind == Kind.LOAD_WITHOUT_STEADY_STATE_DEAD ? "{load=load}" : "";
    }

    Scenarios scenario() {
        if (trial.kind.isScript()) {
            return phases().observed("load.js")
                    .steadyState("fraction(checks) > 98%")
                    .slo("fraction(checks) > 95%", "fraction(checks) > 90% in every 5s");
        }
        Scenarios scenario = phases().timeout(Duration.ofSeconds((long) SimulatedService.TIMEOUT))
                .slo(RECOVERY_IN_TIME, NO_LOST_WRITES)
                .ledger();
        if (trial.kind.isOfUsers()) {
            scenario.users(ClosedUsers.NUMBER).steadyState("error_rate < 2%").slo("error_rate < " + errorsAllowed());
            fault(scenario, "fault", 0, Instants.FAULT);
            return scenario;
        }
        scenario.rate(trial.rate).steadyState(steadyState());
        if (trial.hasTwoFaults()) {
            fault(scenario, "first", 0, Instants.ONE_OF_TWO);
            fault(scenario, "second", Instants.SECOND_AT, Instants.ONE_OF_TWO);
            scenario.slo(bounds(" during first")).slo(bounds(" during second"));
        } else {
            ofOneKind(scenario);
            fault(scenario, "fault", 0, Instants.FAULT);
            scenario.slo(bounds(""));
        }
        if (trial.kind.isOfSlowAnswers()) {
            scenario.slo("p99(latency) < 2x baseline");
        }
        if (trial.recoveryOverHalfASecond) {
            scenario.recovery(Duration.ofMillis(500), Duration.ofSeconds(10));
        }
        Double effect = trial.effectP50;
        return effect == null ? scenario : scenario.effect("p50(latency" + which + ") > " + millis(effect));
    }

    private Scenarios phases() {
        return Scenarios.scenario().phases(Instants.WARMUP, Instants.BASELINE, trial.faultPhase(), Instants.RECOVERY);
    }

    private void ofOneKind(Scenarios scenario) {
        switch (trial.kind) {
            case ONLY_PROBED -> scenario.on("other").probe("other answers", Duration.ofSeconds(1));
            case RARE_KIND_DEAD -> scenario.mix("often", "seldom");
            case LOAD_WITHOUT_STEADY_STATE_DEAD -> scenario.load("second", Trial.SECOND_RATE);
            case GAUGE_MISSES_SOME, GAUGE_SILENT ->
                scenario.probe("queue", Duration.ofMillis(1000 / Trial.QUERIES)).slo("max(queue_value) < 100");
            default -> {}
        }
    }

    private void fault(Scenarios scenario, String name, int at, int length) {
        if (trial.isLasting()) {
            scenario.latency(name, at, length);
        } else {
            scenario.kill(name, at, null);
        }
    }

    private String[] steadyState() {
        String latency = "p95(latency" + which + ") < " + millis(trial.steadyP95);
        return trial.judgesLatencyAlone()
                ? new String[] {latency}
                : new String[] {latency, "error_rate" + which + " < 2%"};
    }

    private String[] bounds(String during) {
        Stream<String> latencies = Stream.of(
                "p95(latency" + which + ") < " + millis(trial.faultP95) + during,
                "p99(latency" + which + ") < " + millis(trial.faultP99) + " in every 10s" + during);
        Stream<String> others = Stream.of(
                "error_rate" + which + " < " + errorsAllowed() + during,
                "error_rate" + which + " < 10% in every 5s" + during,
                "throughput" + which + " > " + Math.round(0.7 * trial.rate) + "/s in every 5s" + during);
        return (trial.judgesLatencyAlone() ? latencies : Stream.concat(others, latencies)).toArray(String[]::new);
    }

    private static String errorsAllowed() {
        return Math.round(Trial.ERRORS_ALLOWED * 100) + "%";
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.3fms", seconds * 1000);
    }
}
