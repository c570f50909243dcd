package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was checked, as lines. What to do stands on a line of its own, whole, so that a command in it can be copied. */
final class CheckTable {

    private static final String NAME = "check";
    private static final int STATE_WIDTH = "state".length();

    private CheckTable() {}

    static List<String> of(List<Check> checks) {
        int width = NAME.length();
        for (Check check : checks) {
            width = Math.max(width, check.name().length());
        }
        String row = "%-" + width + "s  %-" + STATE_WIDTH + "s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, row, NAME, "state", "found, and what to do"));
        for (Check check : checks) {
            // Of what a server says, or a program that died, there may be several lines.
            List<String> found = check.found().strip().lines().toList();
            lines.add(
                    String.format(Locale.ROOT, row, check.name(), check.state(), found.isEmpty() ? "" : found.get(0)));
            found.stream().skip(1).forEach(line -> lines.add(String.format(Locale.ROOT, row, "", "", line)));
            if (check.advice() != null) {
                lines.add(String.format(Locale.ROOT, row, "", "", "→ " + check.advice()));
            }
        }
        return List.copyOf(lines);
    }
}
