package dev.holograph.chaos.adapters.report.html;

import dev.holograph.chaos.adapters.chart.TimelineSvg;
import dev.holograph.chaos.adapters.chart.TimelineSvg.Drawing;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReport.Command;
import dev.holograph.chaos.report.DetailedReport.Figure;
import dev.holograph.chaos.report.DetailedReport.FindingRow;
import dev.holograph.chaos.report.DetailedReport.JournalRow;
import dev.holograph.chaos.report.DetailedReport.ObjectiveDetail;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.report.ReportModel.FailureRow;
import dev.holograph.chaos.report.ReportModel.TrendRow;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the template of a section shows: Mustache has no test for an empty text, and none for a list as a whole. */
record SectionView(
        String anchor,
        String result,
        ReportModel report,
        List<Figure> figures,
        List<FindingRow> reasons,
        List<FindingRow> moreReasons,
        @Nullable ChartView chart,
        List<ObjectiveView> objectives,
        List<FailureRow> failures,
        List<OtherView> others,
        List<TrendRow> trendRows,
        List<JournalRow> journal,
        List<LinkView> links,
        List<Command> again) {

    /** More reasons than these stand in a list that has to be opened. */
    private static final int SHOWN_REASONS = 5;

    private static final int TALL = 180;
    private static final int LOW = 130;

    /** Number of metrics without a breach that are drawn at once. */
    private static final int SHOWN_PANELS = 4;

    /** @param figure writes a panel's figure */
    static SectionView of(DetailedReport report, Function<FigureView, String> figure) {
        int shown = Math.min(SHOWN_REASONS, report.decisive().size());
        Timeline timeline = report.timeline();
        return new SectionView(
                anchor(report.report().scenario()),
                report.result().name(),
                report.report(),
                report.figures(),
                report.decisive().subList(0, shown),
                report.decisive().subList(shown, report.decisive().size()),
                timeline == null ? null : ChartView.of(timeline, figure),
                objectives(report.objectives()),
                report.report().failures(),
                report.others().stream()
                        .map(one ->
                                new OtherView(one.result().name(), one.result().words(), one.sentence()))
                        .toList(),
                report.report().trendRows(),
                report.journal(),
                report.report().links().stream().map(LinkView::of).toList(),
                report.again());
    }

    /** A name for links that has only letters, digits and hyphens; other characters by their number. */
    private static String anchor(String scenario) {
        StringBuilder anchor = new StringBuilder("s-");
        scenario.codePoints().forEach(character -> {
            if (character < 128 && (Character.isLetterOrDigit(character) || character == '-')) {
                anchor.appendCodePoint(character);
            } else {
                anchor.append('_').append(Integer.toHexString(character)).append('_');
            }
        });
        return anchor.toString();
    }

    boolean hasReasons() {
        return !reasons.isEmpty();
    }

    boolean hasMoreReasons() {
        return !moreReasons.isEmpty();
    }

    int moreReasonsCount() {
        return moreReasons.size();
    }

    boolean hasFigures() {
        return !figures.isEmpty();
    }

    boolean hasHypothesis() {
        return !report.hypothesis().isEmpty();
    }

    boolean hasOwner() {
        return !report.owner().isEmpty();
    }

    boolean hasPhases() {
        return !report.phases().isEmpty();
    }

    boolean hasFailures() {
        return !failures.isEmpty();
    }

    boolean hasBehaviour() {
        return !report.behaviour().isEmpty();
    }

    boolean hasSuggestedLessons() {
        return !report.suggestedLessons().isEmpty();
    }

    boolean hasServices() {
        return !report.services().isEmpty();
    }

    boolean hasRecoveries() {
        return !report.recoveries().isEmpty();
    }

    boolean hasLostIds() {
        return !report.lostIds().isEmpty();
    }

    boolean hasOthers() {
        return !others.isEmpty();
    }

    boolean hasTrend() {
        return !trendRows.isEmpty();
    }

    boolean hasJournal() {
        return !journal.isEmpty();
    }

    int journalCount() {
        return journal.size();
    }

    boolean hasVersions() {
        return !report.versions().isEmpty();
    }

    boolean hasLinks() {
        return !links.isEmpty();
    }

    private static List<ObjectiveView> objectives(List<ObjectiveDetail> all) {
        List<ObjectiveView> views = new ArrayList<>();
        String role = "";
        for (ObjectiveDetail one : all) {
            views.add(ObjectiveView.of(one, !one.role().equals(role)));
            role = one.role();
        }
        return views;
    }

    /** A finding with its colour. */
    record OtherView(String result, String words, String sentence) {}

    /** A link of the scenario; only links to the web can be followed. */
    record LinkView(String url, boolean isWeb) {
        static LinkView of(String url) {
            String start = url.toLowerCase(Locale.ROOT);
            return new LinkView(url, start.startsWith("https://") || start.startsWith("http://"));
        }
    }

    /** A row of the table of objectives. */
    record ObjectiveView(
            ObjectiveDetail one,
            boolean isFirstOfRole,
            String roleWords,
            String tone,
            boolean hasText,
            boolean isMinus) {

        static ObjectiveView of(ObjectiveDetail one, boolean isFirst) {
            String words =
                    switch (one.role()) {
                        case "steadyState" -> "steadyState: healthy before the fault";
                        case "effect" -> "effect: the fault bites";
                        default -> one.role();
                    };
            return new ObjectiveView(
                    one,
                    isFirst,
                    words,
                    one.isJudged() ? one.result().name() : "none",
                    !one.text().isEmpty(),
                    one.margin().startsWith("-"));
        }
    }

    /** One panel. */
    record FigureView(int index, String title, List<KeyView> keys, boolean isBreached, Drawing drawing) {

        /** @param height in pixels */
        static FigureView of(TimelineSvg svg, Panel panel, int index, boolean isBreached, int height) {
            List<KeyView> keys = IntStream.range(0, panel.lines().size())
                    .mapToObj(line -> new KeyView(panel.lines().get(line).name(), TimelineSvg.colour(panel, line)))
                    .toList();
            return new FigureView(index, panel.title(), keys, isBreached, svg.panel(panel, height));
        }
    }

    /** What a line's colour means. */
    record KeyView(String name, String colour) {}

    /** The timeline. */
    record ChartView(
            Drawing bands,
            List<String> panels,
            List<String> morePanels,
            boolean hasFault,
            boolean hasRecovery,
            boolean hasUnseenRecovery,
            boolean hasBreaches,
            boolean hasLimits,
            String columns,
            String data) {

        static ChartView of(Timeline timeline, Function<FigureView, String> figure) {
            TimelineSvg svg = new TimelineSvg(timeline);
            List<String> shown = new ArrayList<>();
            List<String> more = new ArrayList<>();
            List<Panel> panels = timeline.panels();
            long quiet = panels.stream().filter(ChartView::isQuiet).count();
            for (int i = 0; i < panels.size(); i++) {
                Panel panel = panels.get(i);
                String html = figure.apply(view(svg, panel, i));
                (isQuiet(panel) && quiet > SHOWN_PANELS ? more : shown).add(html);
            }
            return new ChartView(
                    svg.bands(),
                    shown,
                    more,
                    !timeline.faults().isEmpty(),
                    timeline.recoveries().stream().anyMatch(Timeline.Recovery::isSeen),
                    !timeline.recoveries().stream().allMatch(Timeline.Recovery::isSeen),
                    timeline.hasBreaches(),
                    panels.stream().anyMatch(panel -> !panel.limits().isEmpty()),
                    columns(timeline),
                    ChartData.of(timeline));
        }

        boolean hasMorePanels() {
            return !morePanels.isEmpty();
        }

        int morePanelsCount() {
            return morePanels.size();
        }

        private static boolean isQuiet(Panel panel) {
            return !panel.isOfRequests() && panel.breaches().isEmpty();
        }

        private static FigureView view(TimelineSvg svg, Panel panel, int index) {
            boolean isTall = panel.isOfRequests() && index == 0;
            return FigureView.of(svg, panel, index, !panel.breaches().isEmpty(), isTall ? TALL : LOW);
        }

        private static String columns(Timeline timeline) {
            Quantity step = Quantity.time(Duration.ofMillis(Math.round(timeline.step() * 1000)));
            return timeline.step() > 1
                    ? "One column for " + step + ", with the worst second in it."
                    : "One column a second.";
        }
    }
}
