package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.adapters.message.Texts;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.Link;
import dev.holograph.chaos.spi.OutcomeMessage.ScenarioOutcome;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The words of a mail, plain and as HTML. All texts that come from elsewhere are made inert. */
final class MailText {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_REASON = 1000;
    private static final int REASONS = 10;
    private static final int SCENARIOS = 30;
    private static final String CELL =
            "<td style=\"padding:4px 12px 4px 0;border-bottom:1px solid #d0d7de;vertical-align:top\">";

    private MailText() {}

    /** The worst first. */
    static List<ScenarioOutcome> sorted(OutcomeMessage message) {
        return message.scenarios().stream()
                .sorted(Comparator.comparing(ScenarioOutcome::result).reversed())
                .limit(SCENARIOS)
                .toList();
    }

    static String chartId(ScenarioOutcome scenario) {
        return scenario.run().replaceAll("[^A-Za-z0-9.-]", "-") + "@chaos";
    }

    static String plain(OutcomeMessage message) {
        StringBuilder text = new StringBuilder(line(message.headline())).append("\n\n");
        facts(message).forEach(fact -> text.append(fact).append('\n'));
        String problem = message.problem();
        if (problem != null) {
            text.append('\n').append(reason(problem)).append('\n');
        }
        for (ScenarioOutcome scenario : sorted(message)) {
            text.append('\n').append(heading(message, scenario)).append('\n');
            text.append("  ").append(line(scenario.summary())).append('\n');
            reasons(scenario)
                    .forEach(reason -> text.append("  - ").append(reason).append('\n'));
            text.append("  Report: ").append(line(scenario.report())).append('\n');
        }
        text.append(more(message));
        if (!message.links().isEmpty()) {
            text.append('\n');
        }
        message.links().forEach(link -> text.append(line(link.name()))
                .append(": ")
                .append(line(link.url()))
                .append('\n'));
        return text.toString();
    }

    private static String heading(OutcomeMessage message, ScenarioOutcome scenario) {
        return scenario.result().words() + ": " + line(scenario.title()) + " (" + line(message.label(scenario)) + ")"
                + (scenario.isFixed() && scenario.before() != null
                        ? ", " + scenario.before().words() + " last time"
                        : "");
    }

    private static List<String> reasons(ScenarioOutcome scenario) {
        List<String> all = scenario.reasons();
        List<String> shown = all.stream()
                .limit(REASONS)
                .map(MailText::reason)
                .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
        if (all.size() > REASONS) {
            shown.add("and " + (all.size() - REASONS) + " more: see the report");
        }
        return shown;
    }

    private static String more(OutcomeMessage message) {
        int hidden = message.scenarios().size() - SCENARIOS;
        return hidden > 0 ? "\nand " + hidden + " more scenarios: see the report\n" : "";
    }

    private static List<String> facts(OutcomeMessage message) {
        List<String> facts = new java.util.ArrayList<>();
        if (!message.project().isBlank()) {
            facts.add("Project: " + line(message.project()));
        }
        facts.add("Environment: " + line(message.environment()));
        if (message.commit() != null) {
            facts.add("Commit: " + line(message.commit()));
        }
        facts.add("Started: " + message.started().truncatedTo(ChronoUnit.SECONDS) + ", took "
                + Quantity.time(
                        Duration.between(message.started(), message.ended()).truncatedTo(ChronoUnit.SECONDS)));
        return facts;
    }

    private static String line(String text) {
        return Texts.line(text, LONGEST_TITLE);
    }

    private static String reason(String text) {
        return Texts.line(text, LONGEST_REASON);
    }

    /** @param charts the content ids of the charts that the mail holds */
    static String html(OutcomeMessage message, Set<String> charts) {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(message.headline()))
                .append("</title></head><body style=\"font-family:system-ui,-apple-system,'Segoe UI',sans-serif;")
                .append("font-size:15px;line-height:1.45;color:#1f2328;background:#ffffff\">")
                .append("<h1 style=\"font-size:20px;border-left:6px solid ")
                .append(colour(message.result()))
                .append(";padding-left:10px\">")
                .append(escaped(message.headline()))
                .append("</h1><p>");
        html.append(String.join("<br>", facts(message).stream().map(Texts::html).toList()))
                .append("</p>");
        String problem = message.problem();
        if (problem != null) {
            html.append("<p>").append(Texts.html(reason(problem))).append("</p>");
        }
        for (ScenarioOutcome scenario : sorted(message)) {
            scenario(html, message, scenario, charts);
        }
        html.append("<p>").append(Texts.html(more(message).strip())).append("</p><p>");
        for (Link link : message.links()) {
            link(html, link);
        }
        return html.append("</p></body></html>").toString();
    }

    private static void scenario(
            StringBuilder html, OutcomeMessage message, ScenarioOutcome scenario, Set<String> charts) {
        html.append("<h2 style=\"font-size:16px;border-left:6px solid ")
                .append(colour(scenario.result()))
                .append(";padding-left:10px\">")
                .append(Texts.html(heading(message, scenario)))
                .append("</h2><p>")
                .append(escaped(scenario.summary()))
                .append("</p>");
        List<String> reasons = reasons(scenario);
        if (!reasons.isEmpty()) {
            html.append("<ul>");
            reasons.forEach(
                    reason -> html.append("<li>").append(Texts.html(reason)).append("</li>"));
            html.append("</ul>");
        }
        if (charts.contains(chartId(scenario))) {
            html.append("<p><img src=\"cid:")
                    .append(Texts.html(chartId(scenario)))
                    .append("\" width=\"" + ChartImage.WIDTH + "\" style=\"max-width:100%;height:auto\" alt=\"")
                    .append("95th percentile of the latency and share of errors over time\"></p>");
        }
        objectives(html, scenario.objectives());
        html.append("<p>Report: <code>").append(escaped(scenario.report())).append("</code></p>");
    }

    private static void objectives(StringBuilder html, List<Finding> objectives) {
        if (objectives.isEmpty()) {
            return;
        }
        html.append("<table style=\"border-collapse:collapse;font-size:14px\"><tr>");
        for (String title : List.of("Objective", "When", "Measured", "Result")) {
            html.append("<th style=\"text-align:left;padding:4px 12px 4px 0\">")
                    .append(title)
                    .append("</th>");
        }
        html.append("</tr>");
        for (Finding one : objectives) {
            html.append("<tr>");
            for (String text : List.of(
                    one.subject(),
                    one.when(),
                    one.measured() == null ? "–" : one.measured(),
                    one.result() == Result.PASS ? "holds" : one.result().words())) {
                html.append(CELL).append(escaped(text)).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</table>");
    }

    /** Only what leads to a page: no script. */
    private static void link(StringBuilder html, Link link) {
        if (link.url().matches("https?://\\S+")) {
            html.append("<a href=\"")
                    .append(Texts.html(link.url()))
                    .append("\">")
                    .append(escaped(link.name()))
                    .append("</a>&ensp;");
        }
    }

    private static String escaped(String text) {
        return Texts.html(line(text));
    }

    private static String colour(Result result) {
        return switch (result) {
            case PASS -> "#1a7f37";
            case WARN, NOT_PROVEN, INTERRUPTED -> "#9a6700";
            case BREACH, ERROR, NOT_UNDONE -> "#cf222e";
        };
    }
}
