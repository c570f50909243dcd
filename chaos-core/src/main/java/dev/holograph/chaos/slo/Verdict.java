package dev.holograph.chaos.slo;

import java.util.List;

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

    /** The findings that made it what it is. */
    public List<Finding> decisive() {
        return findings.stream().filter(finding -> finding.result() == result).toList();
    }
}
