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

    private record Part(String row, String section, String lessons) {}

    private final Map<String, Part> parts;

    private ReportFile(Map<String, Part> parts) {
        this.parts = parts;
    }

    static ReportFile parse(String text) {
        Map<String, Part> parts = new TreeMap<>();
        Matcher matcher = PART.matcher(text.replace("\r\n", "\n"));
        while (matcher.find()) {
            parts.put(matcher.group(1), new Part(matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        return new ReportFile(parts);
    }

    ReportFile with(ReportModel model, String section) {
        Part known = parts.get(model.scenario());
        // The row is also kept in a comment, which its text must not end.
        String row = "| [" + model.scenario() + "](#" + anchor(model) + ") | " + model.verdict() + " | "
                + MarkdownText.cell(MarkdownText.inert(model.title())).replace("-->", "--&gt;") + " | "
                + model.started() + " |";
        Map<String, Part> all = new TreeMap<>(parts);
        all.put(model.scenario(), new Part(row, section, known == null ? NO_LESSONS : known.lessons()));
        return new ReportFile(all);
    }

    String render() {
        StringBuilder out = new StringBuilder("# Chaos report\n\n| Scenario | Verdict | | Run |\n|---|---|---|---|\n");
        parts.values().forEach(part -> out.append(part.row()).append('\n'));
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
