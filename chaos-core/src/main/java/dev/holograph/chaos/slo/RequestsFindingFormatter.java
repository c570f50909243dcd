package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.RequestSelection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts into English that requests failed and no objective saw it. */
final class RequestsFindingFormatter {

    private RequestsFindingFormatter() {}

    /** @param when says from when to when a window lasts, with a space before it; nothing where that is not known */
    static String sentence(RunFinding.UnjudgedFailure failure, Function<Window, String> when) {
        String which = (failure.request() == null ? "" : " '" + failure.request() + "'")
                + (failure.load() == null ? "" : " of load '" + failure.load() + "'");
        String selection = new RequestSelection(failure.load(), failure.request()).toString();
        boolean areAll =
                failure.why() == RunFinding.WhyUnjudged.DILUTED || failure.why() == RunFinding.WhyUnjudged.FEW_ASKED;
        String phases = failure.phases().stream()
                .map(one -> (areAll ? "" + one.failed() : one.failed() + " of " + one.all()) + " in the "
                        + one.phase().word() + when.apply(one.window()))
                .collect(Collectors.joining(", "));
        return switch (failure.why()) {
            case DILUTED ->
                "all requests" + which + " failed for a long time (" + phases + "), and no objective is about them"
                        + " alone: the answers to others hide it; add error_rate" + selection
                        + " to steadyState and slo";
            case AT_ONCE ->
                "requests" + which + " failed at once (" + phases + "), and no objective is about their failures:"
                        + " latencies are of answers alone; add error_rate" + selection + " to steadyState and slo";
            case FEW_ASKED ->
                "all requests" + which + " failed for longer than the bound of an error_rate says (" + phases
                        + "): users that are refused ask less, so that an outage is a small share of the requests;"
                        + " add throughput" + selection + " to slo, or give the load a rate: in place of users:";
            case OF_A_SCRIPT ->
                "requests of the script" + which + " failed (" + phases + "), and no objective counts what failed: what"
                        + " is refused at once has a short duration; add fraction(" + Metrics.FAILED.name()
                        + selection + ") < 1% to steadyState and slo";
        };
    }
}
