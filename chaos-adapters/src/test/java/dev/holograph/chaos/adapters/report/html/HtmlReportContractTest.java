package dev.holograph.chaos.adapters.report.html;

import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.testkit.ReportContract;

class HtmlReportContractTest extends ReportContract {

    @Override
    protected ReportProvider provider() {
        return new HtmlReportProvider();
    }
}
