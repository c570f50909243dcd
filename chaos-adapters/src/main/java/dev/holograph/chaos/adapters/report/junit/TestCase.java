package dev.holograph.chaos.adapters.report.junit;

import dev.holograph.chaos.report.FailureRows;
import dev.holograph.chaos.report.ReportModel.ServiceRow;
import dev.holograph.chaos.report.ServiceRows;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Evaluation;
import dev.holograph.chaos.slo.FindingFormatter;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement about the system, and what became of it.
 *
 * @param group the scenario
 * @param seconds of the whole run on its first case, 0 on the others: sums are of runs
 * @param sentence what was found
 * @param details why requests of the run failed, what its services said, and where its report is
 * @param place file and line of the scenario, as compilers write it
 */
record TestCase(
        String group, String name, double seconds, Result result, String sentence, List<String> details, String place) {

    private static final int MOST_DETAILS = 3;

    /** One for each objective that is judged, and one for each finding that is about no objective. */
    static List<TestCase> of(RunResult result, String report) {
        List<TestCase> cases = new ArrayList<>();
        List<String> details = details(result, report);
        String group = "chaos." + result.plan().environment().name() + "."
                + result.plan().scenario().name();
        String file = result.plan().scenario().file();
        Evaluation evaluation = result.evaluation();
        for (ObjectiveResult one : evaluation.objectives()) {
            cases.add(new TestCase(
                    group,
                    one.role().key() + ": " + one.objective().name(),
                    cases.isEmpty() ? seconds(result) : 0,
                    one.result(),
                    FindingFormatter.finding(evaluation, one).sentence(),
                    details,
                    file + ":" + one.objective().location().line()));
        }
        result.verdict().findings().stream()
                .filter(finding -> finding.role() == null)
                .map(finding -> new TestCase(
                        group, finding.subject(), 0, finding.result(), finding.sentence(), details, file + ":1"))
                .forEach(cases::add);
        return cases;
    }

    /**
     * Each with a name of its own. Readers take two of the same class and name for one: a scenario that runs twice in a
     * build would hide what became of its second run.
     */
    static List<TestCase> named(List<TestCase> cases) {
        Map<String, Integer> seen = new HashMap<>();
        return cases.stream()
                .map(one -> {
                    int count = seen.merge(one.group + "\n" + one.name, 1, Integer::sum);
                    return count == 1 ? one : one.withName(one.name + " (" + count + ")");
                })
                .toList();
    }

    private TestCase withName(String other) {
        return new TestCase(group, other, seconds, result, sentence, details, place);
    }

    private static List<String> details(RunResult result, String report) {
        List<String> details = new ArrayList<>(FailureRows.sentences(result, MOST_DETAILS));
        for (ServiceRow service : ServiceRows.of(result.services())) {
            service.lines().stream()
                    .filter(line -> !line.fault().equals("0"))
                    .limit(MOST_DETAILS)
                    .forEach(line -> details.add(
                            service.service() + " said, " + line.fault() + " × under the fault: " + line.text()));
        }
        details.add("report: " + report + ", run " + result.plan().runId());
        return List.copyOf(details);
    }

    private static double seconds(RunResult result) {
        return Duration.between(result.started(), result.ended()).toMillis() / 1e3;
    }

    /** The sentence, the details, and the place last: readers that look for it take the last. */
    String body() {
        return sentence + "\n" + String.join("\n", details) + "\n at " + place;
    }

    /** How JUnit XML says it. */
    enum Kind {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    /** @param notProvenFails whether a run that proved nothing fails the build */
    Kind kind(boolean notProvenFails) {
        return switch (result) {
            case PASS, WARN -> Kind.PASSED;
            case BREACH -> Kind.FAILURE;
            case NOT_PROVEN -> notProvenFails ? Kind.FAILURE : Kind.SKIPPED;
            case INTERRUPTED, ERROR, NOT_UNDONE -> Kind.ERROR;
        };
    }
}
