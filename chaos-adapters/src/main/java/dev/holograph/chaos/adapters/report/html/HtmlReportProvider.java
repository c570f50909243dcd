package dev.holograph.chaos.adapters.report.html;

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

/** The report and the trend as HTML, beside those in Markdown. */
public final class HtmlReportProvider implements ReportProvider {

    /** {@code false}: no HTML is wanted. */
    public static final String WANTED = "chaos.html";

    @Override
    public String name() {
        return "html";
    }

    @Override
    public Set<String> settings() {
        return Set.of(WANTED);
    }

    @Override
    public Validated<RunReport> report(ReportContext context) {
        return Validated.of(
                context.setting(WANTED).orElse("true").equals("false") ? RunReport.NONE : new Html(context));
    }

    private record Html(ReportContext context) implements RunReport {

        @Override
        public void add(DetailedReport run) throws IOException {
            new HtmlReport().write(context.beside(".html"), run);
        }

        @Override
        public void trend(List<TrendReport> trends) throws IOException {
            new TrendHtml().write(context.beside("-trend.html"), trends);
        }

        @Override
        public void curves(List<CurveReport> curves) throws IOException {
            new CurveHtml().write(context.beside("-curves.html"), curves);
        }
    }
}
