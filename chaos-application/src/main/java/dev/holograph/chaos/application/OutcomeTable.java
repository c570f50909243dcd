package dev.holograph.chaos.application;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What all scenarios came to, a line each, for a console of 80 columns; and where more of it is, as links. */
final class OutcomeTable {

    /** Maven puts {@code [INFO] } before each line. */
    private static final int WIDTH = 73;

    private static final int NAME = 28;

    private OutcomeTable() {}

    /**
     * @param root what the paths of the runs are relative to
     * @return no line without a run
     */
    static List<String> of(List<Summary.Entry> entries, Path root) {
        List<String> lines = new ArrayList<>();
        if (entries.isEmpty()) {
            return lines;
        }
        int widest = entries.stream()
                .mapToInt(entry -> Math.min(NAME, entry.scenario().length()))
                .max()
                .orElse(0);
        lines.add("Chaos tests:");
        for (Summary.Entry entry : entries) {
            String line = String.format(
                    Locale.ROOT,
                    "  %-11s  %-" + widest + "s  %s",
                    entry.result().words(),
                    entry.scenario(),
                    entry.reasons().isEmpty()
                            ? ""
                            : entry.reasons().get(0).lines().findFirst().orElse(""));
            lines.add(cut(line.stripTrailing()));
        }
        entries.stream()
                .map(Summary.Entry::report)
                .distinct()
                .forEach(report -> lines.add("  Report: " + root.resolve(report).toUri()));
        entries.stream()
                .map(entry -> root.resolve(entry.folder()).toAbsolutePath().getParent())
                .distinct()
                .forEach(folder -> lines.add("  Runs:   " + folder.toUri()));
        return lines;
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
