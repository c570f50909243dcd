package dev.holograph.chaos.slo;

import dev.holograph.chaos.adapters.report.MarkdownReport;
import dev.holograph.chaos.adapters.report.html.HtmlReport;
import dev.holograph.chaos.adapters.report.junit.JunitReport;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.run.RunResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How long the reports of one hour with 20 metrics take to be written, once the run has been evaluated. In CPU time of
 * the thread. Arguments: {@code markdown} for ChaosReport.md alone, {@code all} for all reports; and the number of rounds:
 * with one the JVM is as cold as a Maven run's.
 */
public final class ReportBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ReportBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        boolean all = arguments[0].equals("all");
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("reports");
        for (int round = 1; round <= rounds; round++) {
            RunResult result = LongRun.result();
            long began = THREADS.getCurrentThreadCpuTime();
            long modelled;
            if (all) {
                DetailedReport report = DetailedReportBuilder.of(result, List.of(), 10, LongRun.journal());
                modelled = THREADS.getCurrentThreadCpuTime();
                new MarkdownReport().write(folder.resolve("ChaosReport.md"), report);
                new HtmlReport().write(folder.resolve("ChaosReport.html"), report);
                JunitReport.write(folder.resolve("TEST-chaos.xml"), List.of(result), true, "ChaosReport.md");
            } else {
                var report = ReportBuilder.of(result, List.of(), 10);
                modelled = THREADS.getCurrentThreadCpuTime();
                new MarkdownReport().write(folder.resolve("ChaosReport.md"), report);
            }
            long over = THREADS.getCurrentThreadCpuTime();
            System.out.printf(
                    "%s round %2d: %.0f ms of CPU: model %.0f ms, files %.0f ms%n",
                    arguments[0], round, (over - began) / 1e6, (modelled - began) / 1e6, (over - modelled) / 1e6);
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                System.out.printf("  %s: %,d bytes%n", file.getFileName(), Files.size(file));
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
