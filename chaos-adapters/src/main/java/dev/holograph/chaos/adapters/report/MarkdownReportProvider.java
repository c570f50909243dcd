package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.report.CurveReport;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.report.TrendReport;
import dev.holograph.chaos.scenario.Validated;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** ChaosReport.md, and its trend. */
public final class MarkdownReportProvider implements ReportProvider {

    /** The folder of the project's own templates. */
    public static final String TEMPLATES = "chaos.templatesDirectory";

    /** What the name of the trend ends with, in place of the report's ending. */
    public static final String TREND = "-trend.md";

    /** The same of the curves over the values of a parameter. */
    public static final String CURVES = "-curves.md";

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public Set<String> settings() {
        return Set.of(TEMPLATES);
    }

    @Override
    public Validated<RunReport> report(ReportContext context) {
        Validated<ReportTemplates> templates = context.setting(TEMPLATES)
                .filter(name -> !name.isBlank())
                .map(context.root()::resolve)
                .map(folder -> ReportTemplates.read(folder, context.shown(folder)))
                .orElseGet(() -> Validated.of(ReportTemplates.builtIn()));
        return templates.isValid()
                ? Validated.of(report(context, templates.get()))
                : Validated.wrong(templates.violations());
    }

    private static RunReport report(ReportContext context, ReportTemplates templates) {
        MarkdownReport report = new MarkdownReport(templates, context.warnings());
        return new RunReport() {
            @Override
            public void add(DetailedReport run) throws IOException {
                report.write(context.file(), run);
            }

            @Override
            public void trend(List<TrendReport> trends) throws IOException {
                TrendMarkdown.write(context.beside(TREND), trends);
            }

            @Override
            public void curves(List<CurveReport> curves) throws IOException {
                CurveMarkdown.write(context.beside(CURVES), curves);
            }
        };
    }
}
