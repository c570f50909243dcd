package dev.holograph.chaos.adapters.report.github;

import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Findings as workflow commands, which GitHub shows beside the lines of the scenario. By its documentation a step may
 * give 10 errors and 10 warnings: the worst come first, and what does not fit is in the report.
 */
public final class Annotations {

    private static final int MOST = 10;
    private static final int LONGEST = 1000;

    private record Annotation(String level, String file, int line, String title, String message) {

        String command() {
            return "::" + level + " file=" + property(file) + ",line=" + line + ",title=" + property(title) + "::"
                    + data(message);
        }
    }

    private Annotations() {}

    /**
     * A line each, to be printed as they are.
     *
     * @param prefix of a file's path from the repository to the project: empty, or with a slash at its end
     */
    public static List<String> of(List<RunResult> results, String prefix) {
        List<Annotation> all = results.stream()
                .sorted(Comparator.comparing(
                                (RunResult result) -> result.verdict().result())
                        .reversed())
                .flatMap(result -> of(result, prefix))
                .toList();
        return Stream.of("error", "warning")
                .flatMap(level ->
                        all.stream().filter(one -> one.level().equals(level)).limit(MOST))
                .map(Annotation::command)
                .toList();
    }

    private static Stream<Annotation> of(RunResult result, String prefix) {
        String scenario = result.plan().scenario().name();
        return result.verdict().findings().stream()
                .filter(finding -> finding.result() != Result.PASS)
                .sorted(Comparator.comparing(Finding::result).reversed())
                .map(finding -> new Annotation(
                        finding.result() == Result.WARN ? "warning" : "error",
                        prefix + result.plan().scenario().file(),
                        line(result, finding),
                        "Chaos " + finding.result().words() + ": " + scenario,
                        finding.sentence()));
    }

    /** Returns the line of the objective; 1 for a finding about none. */
    private static int line(RunResult result, Finding finding) {
        return result.evaluation().objectives().stream()
                .filter(one ->
                        one.role() == finding.role() && one.objective().name().equals(finding.subject()))
                .findFirst()
                .map(one -> one.objective().location().line())
                .orElse(1);
    }

    private static String data(String text) {
        String plain = PlainText.of(text);
        String cut = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + " …";
        return cut.replace("%", "%25").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
