package dev.holograph.chaos.adapters.report.junit;

import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.testkit.ReportContract;

class JunitReportContractTest extends ReportContract {

    @Override
    protected ReportProvider provider() {
        return new JunitReportProvider();
    }

    @Override
    protected boolean tellsRuns() {
        return false;
    }

    @Override
    protected boolean tellsBuilds() {
        return true;
    }
}
