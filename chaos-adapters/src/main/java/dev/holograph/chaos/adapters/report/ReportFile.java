package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.markdown.MarkdownText;
import dev.holograph.chaos.report.ReportModel;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report file as its parts: for each scenario a row of the table at the top, a section, and what a person wrote at its
 * end. Comments that Markdown does not show mark where each begins and ends.
 */
final class ReportFile {

    private static final String NO_LESSONS =
            "_Write here what this run has taught. It is kept when the report is written again._";

    private static final Pattern PART = Pattern.compile(
            "<!-- scenario: (\\S+) -->\\n<!-- row: (.*?) -->\\n(.*?)<!-- lessons -->\\n(.*?)\\n<!-- end: \\1 -->",
            Pattern.DOTALL);

    private static final String HEAD = "# Chaos report\n\n| Scenario | Verdict | | Run |\n|---|---|---|---|\n";

    /** A section whose marks are not all there: up to the next one, or to the end. */
    private static final Pattern DAMAGED =
            Pattern.compile("(?m)^<!-- scenario: (\\S+) -->\\n(?s:(.*?))(?=^<!-- scenario: |\\z)");

    private static final Pattern ROW = Pattern.compile("\\A<!-- row: (.*?) -->\\n");

    private static final Pattern LESSONS = Pattern.compile("(?m)^(<!-- lessons -->|### Lessons learned)\\n");

    /** What begins one of the marks. */
    private static final Pattern MARK = Pattern.compile("<!--(?=\\s*(scenario:|row:|lessons|end:))");

    private record Part(String row, String section, String lessons) {}

    private final Map<String, Part> parts;
    private final boolean isDamaged;

    private ReportFile(Map<String, Part> parts, boolean isDamaged) {
        this.parts = parts;
        this.isDamaged = isDamaged;
    }

    static ReportFile parse(String text) {
        Map<String, Part> parts = new TreeMap<>();
        String plain = text.replace("\r\n", "\n");
        StringBuilder rest = new StringBuilder();
        Matcher matcher = PART.matcher(plain);
        while (matcher.find()) {
            matcher.appendReplacement(rest, "");
            parts.put(matcher.group(1), new Part(matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        matcher.appendTail(rest);
        boolean isDamaged = !isHead(rest.toString(), parts);
        Matcher damaged = DAMAGED.matcher(rest);
        while (damaged.find()) {
            parts.putIfAbsent(damaged.group(1), damaged(damaged.group(1), damaged.group(2)));
        }
        return new ReportFile(parts, isDamaged);
    }

    /** Whether only that is there which is made anew each time. */
    private static boolean isHead(String rest, Map<String, Part> parts) {
        return rest.lines()
                .filter(line -> !line.isBlank())
                .allMatch(line -> HEAD.lines().anyMatch(line::equals)
                        || parts.values().stream().anyMatch(part -> part.row().equals(line)));
    }

    /** As much of it as is known. */
    private static Part damaged(String scenario, String text) {
        Matcher row = ROW.matcher(text);
        boolean hasRow = row.find();
        String rest = (hasRow ? text.substring(row.end()) : text).replace("<!-- end: " + scenario + " -->", "");
        Matcher mark = LESSONS.matcher(rest);
        int end = rest.length();
        int begin = rest.length();
        while (mark.find()) {
            end = Math.min(end, mark.group(1).startsWith("<!--") ? mark.start() : mark.end());
            begin = mark.end();
            if (mark.group(1).startsWith("<!--")) {
                break; // all after it is the person's
            }
        }
        String lessons = rest.substring(begin).strip();
        return new Part(
                hasRow ? row.group(1) : "",
                rest.substring(0, end).stripTrailing() + "\n",
                lessons.isEmpty() ? NO_LESSONS : lessons);
    }

    /** Whether the file holds more than it would if it were made again of its parts, or less of them. */
    boolean isDamaged() {
        return isDamaged;
    }

    /** A section in which no text, whoever wrote it, is taken for one of the marks. */
    static String withoutMarks(String section) {
        return MARK.matcher(section).replaceAll("&lt;!--");
    }

    ReportFile with(ReportModel model, String section) {
        Part known = parts.get(model.scenario());
        // The row is also kept in a comment, which its text must not end.
        String row = "| [" + model.scenario() + "](#" + anchor(model) + ") | " + model.verdict() + " | "
                + MarkdownText.cell(MarkdownText.inert(model.title())).replace("-->", "--&gt;") + " | "
                + model.started() + " |";
        Map<String, Part> all = new TreeMap<>(parts);
        all.put(model.scenario(), new Part(row, section, known == null ? NO_LESSONS : known.lessons()));
        return new ReportFile(all, isDamaged);
    }

    String render() {
        StringBuilder out = new StringBuilder(HEAD);
        parts.values().stream().filter(part -> !part.row().isEmpty()).forEach(part -> out.append(part.row())
                .append('\n'));
        parts.forEach((scenario, part) -> out.append("\n<!-- scenario: ")
                .append(scenario)
                .append(" -->\n<!-- row: ")
                .append(part.row())
                .append(" -->\n")
                .append(part.section())
                .append("<!-- lessons -->\n")
                .append(part.lessons())
                .append("\n<!-- end: ")
                .append(scenario)
                .append(" -->\n"));
        return out.toString();
    }

    /** As GitHub and GitLab make it from the section's heading. */
    private static String anchor(ReportModel model) {
        return (model.verdict() + ": " + model.title())
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
