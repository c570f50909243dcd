package dev.holograph.chaos.application;

import dev.holograph.chaos.slo.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Translates verdicts into what a build knows: success, a failure of the system under test, or an error. */
final class BuildOutcome {

    private static final String RULE = "-".repeat(72);

    private static final int REASONS = 5;
    private static final int NAMED = 2;

    private final boolean notProvenFails;

    BuildOutcome(boolean notProvenFails) {
        this.notProvenFails = notProvenFails;
    }

    static boolean isStrict(String notProven) throws ChaosException {
        return switch (notProven) {
            case "fail" -> true;
            case "warn" -> false;
            default -> throw new ChaosException("chaos.notProven is 'fail' or 'warn', not '" + notProven + "'");
        };
    }

    /** Tells one run when it has ended; one that is not green with the reasons that matter, in one block. */
    void tell(Summary.Entry entry, Log log) {
        if (entry.result() == Result.PASS) {
            log.info("CHAOS PASS: scenario '" + entry.scenario() + "', report " + entry.report());
        } else if (entry.result() == Result.WARN || !fails(entry.result())) {
            block(entry).forEach(log::warn);
        } else {
            block(entry).forEach(log::error);
        }
    }

    private static List<String> block(Summary.Entry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(RULE);
        lines.add("CHAOS " + entry.result().words() + ": scenario '" + entry.scenario() + "'");
        entry.reasons().stream().limit(REASONS).forEach(reason -> lines.add("  - " + reason));
        int more = entry.reasons().size() - REASONS;
        if (more > 0) {
            lines.add("  … and " + more + " more in the report");
        }
        lines.add("  Report: " + entry.report());
        lines.add("  Files:  " + entry.folder());
        lines.add(RULE);
        return lines;
    }

    /** Fails the build for the worst of these runs. */
    void failIfDue(List<Summary.Entry> entries) throws ChaosException, FailureException {
        Result worst = Summary.worst(entries);
        if (!fails(worst)) {
            return;
        }
        List<String> names = entries.stream()
                .filter(entry -> entry.result() == worst)
                .map(entry -> "'" + entry.scenario() + "' (" + first(entry.reasons()) + ")")
                .toList();
        String message = "chaos: " + worst.words() + " in " + String.join(", ", names);
        switch (worst) {
            case BREACH -> throw new FailureException(message, true);
            case NOT_PROVEN -> throw new FailureException(message, false);
            default -> throw new ChaosException(message);
        }
    }

    /** What a person has to know whose build goes on in spite of such runs. */
    Optional<String> leftToVerify(List<Summary.Entry> entries) {
        Result worst = Summary.worst(entries);
        return fails(worst)
                ? Optional.of("This " + worst.words() + " does not fail the build here (chaos.failOnBreach=false): only"
                        + " chaos:verify, later in the same build, does")
                : Optional.empty();
    }

    /** The block has reported all of them. */
    private static String first(List<String> reasons) {
        String told = reasons.stream()
                .limit(NAMED)
                .map(reason -> reason.lines().findFirst().orElse(""))
                .collect(Collectors.joining("; "));
        int more = reasons.size() - NAMED;
        return more > 0 ? told + "; and " + more + " more above" : told;
    }

    private boolean fails(Result result) {
        return switch (result) {
            case PASS, WARN -> false;
            case NOT_PROVEN -> notProvenFails;
            case INTERRUPTED, BREACH, ERROR, NOT_UNDONE -> true;
        };
    }
}
