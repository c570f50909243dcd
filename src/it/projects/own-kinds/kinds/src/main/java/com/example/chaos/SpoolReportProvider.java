package com.example.chaos;

import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.scenario.Validated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One line for each scenario in a text file, for a mail. */
public final class SpoolReportProvider implements ReportProvider {

    private static final String WANTED = "chaos.example.lines";

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public Set<String> settings() {
        return Set.of(WANTED);
    }

    @Override
    public Validated<RunReport> report(ReportContext context) {
        return Validated.of(
                context.setting(WANTED).orElse("true").equals("false")
                        ? RunReport.NONE
                        : new Lines(context.beside("-lines.txt")));
    }

    private record Lines(Path file) implements RunReport {

        /** A line takes the place of the one that its scenario had. */
        @Override
        public void add(DetailedReport run) throws IOException {
            Files.createDirectories(file.getParent());
            Map<String, String> lines = new TreeMap<>();
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    lines.put(line.split(":", 2)[0], line);
                }
            }
            String scenario = run.report().scenario();
            lines.put(scenario, scenario + ": " + run.report().verdict() + ", " + PlainText.of(run.report().title()));
            Files.write(file, lines.values());
        }
    }
}
