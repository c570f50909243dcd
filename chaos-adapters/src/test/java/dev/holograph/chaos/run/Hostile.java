package dev.holograph.chaos.run;

import dev.holograph.chaos.report.ReportModel;

/** Reports with names that somebody chose to do harm. */
final class Hostile {

    private Hostile() {}

    /** The same with another scenario's name and title. */
    static ReportModel scenario(ReportModel m, String name) {
        return new ReportModel(
                name.replaceAll("\\s", "-"),
                name,
                m.hypothesis(),
                m.owner(),
                m.links(),
                m.verdict(),
                m.summary(),
                m.reasons(),
                m.otherFindings(),
                m.objectives(),
                m.behaviour(),
                m.chart(),
                m.phases(),
                m.failures(),
                m.services(),
                m.recovery(),
                m.recoveries(),
                m.lostWrites(),
                m.lostIds(),
                m.faults(),
                m.trend(),
                m.trendRows(),
                m.suggestedLessons(),
                m.run(),
                m.started(),
                m.took(),
                m.environment(),
                m.load(),
                m.versions(),
                m.seed());
    }
}
