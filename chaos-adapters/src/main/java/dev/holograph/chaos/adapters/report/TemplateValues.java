package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.report.ReportModel;

/**
 * What a template sees beside the run's {@link ReportModel}: Mustache has no test for a list as a whole.
 *
 * @param modelVersion of all names that templates see: a new one when a name goes or means something else
 * @param chartFile of the picture of the run, relative to the report; empty where there is none
 * @param chartImage the picture as Markdown shows it; empty where there is none
 */
record TemplateValues(
        String modelVersion,
        String chartFile,
        String chartImage,
        boolean hasOwner,
        boolean hasHypothesis,
        boolean hasReasons,
        boolean hasBehaviour,
        boolean hasSuggestedLessons,
        boolean hasFailures,
        boolean hasServices,
        boolean hasRecoveries,
        boolean hasLostIds,
        boolean hasTrend) {

    /** A template that says another in its first comment is refused. */
    static final int VERSION = 1;

    static TemplateValues of(ReportModel model, String chartFile, String chartImage) {
        return new TemplateValues(
                Integer.toString(VERSION),
                chartFile,
                chartImage,
                !model.owner().isEmpty(),
                !model.hypothesis().isEmpty(),
                !model.reasons().isEmpty(),
                !model.behaviour().isEmpty(),
                !model.suggestedLessons().isEmpty(),
                !model.failures().isEmpty(),
                !model.services().isEmpty(),
                !model.recoveries().isEmpty(),
                !model.lostIds().isEmpty(),
                !model.trendRows().isEmpty());
    }
}
