package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.testkit.ReportContract;

class MarkdownReportContractTest extends ReportContract {

    @Override
    protected ReportProvider provider() {
        return new MarkdownReportProvider();
    }
}
