package dev.holograph.chaos.slo;

import java.util.List;
import java.util.stream.Stream;

/** What a run comes to, with all that led to it. */
public record Verdict(Result result, List<Finding> findings) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** The verdict of an evaluation. */
    public static Verdict of(Evaluation evaluation) {
        return new Verdict(evaluation.result(), FindingFormatter.findings(evaluation));
    }

    /** The verdict that these findings make: the worst of them, PASS if there are none. */
    public static Verdict of(List<Finding> findings) {
        return new Verdict(findings.stream().map(Finding::result).reduce(Result.PASS, Result::and), findings);
    }

    /**
     * Why a build that this fails has failed: what made the verdict what it is, and after that all else that alone would
     * fail it. An error of the run hides no objective that was breached, and not that the run proves nothing.
     */
    public List<String> reasons() {
        return Stream.concat(
                        decisive().stream().map(Finding::sentence),
                        findings.stream()
                                .filter(finding -> finding.result() != result)
                                .filter(finding -> finding.result().compareTo(Result.WARN) > 0)
                                .map(finding -> finding.result().words() + ": " + finding.sentence()))
                .toList();
    }

    /** The findings that made it what it is. */
    public List<Finding> decisive() {
        return findings.stream().filter(finding -> finding.result() == result).toList();
    }
}
