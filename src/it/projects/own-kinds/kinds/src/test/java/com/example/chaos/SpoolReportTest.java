package com.example.chaos;

import dev.holograph.chaos.report.ReportProvider;
import dev.holograph.chaos.testkit.ReportContract;

class SpoolReportTest extends ReportContract {

    @Override
    protected ReportProvider provider() {
        return new SpoolReportProvider();
    }
}
