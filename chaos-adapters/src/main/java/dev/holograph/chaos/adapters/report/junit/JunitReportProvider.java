package dev.holograph.chaos.adapters.report.junit;

import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Validated;
import java.io.IOException;
import java.util.List;

/** The runs of a build as tests. */
public final class JunitReportProvider implements ReportProvider {

    /** By the name that CI services look for. */
    public static final String FILE = "TEST-chaos.xml";

    @Override
    public String name() {
        return "junit";
    }

    @Override
    public Validated<RunReport> report(ReportContext context) {
        return Validated.of(new RunReport() {
            @Override
            public void build(List<RunResult> runs, boolean notProvenFails) throws IOException {
                JunitReport.write(context.output().resolve(FILE), runs, notProvenFails, context.shown(context.file()));
            }
        });
    }
}
