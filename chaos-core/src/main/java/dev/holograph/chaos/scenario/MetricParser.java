package dev.holograph.chaos.scenario;

import dev.holograph.chaos.scenario.BoundParser.Complaints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands between the parentheses of an indicator: {@code NAME} or {@code NAME{tag=value,tag=value}}. */
final class MetricParser {

    /** k6's own rule for names of metrics, which is also the one for probes. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    /** More than k6 gives to any sample of its own. */
    static final int MOST_TAGS = 32;

    private static final Pattern TAG =
            Pattern.compile("(?<key>[A-Za-z_][\\w.]*+)\\s*+[=:]\\s*+(?:\"(?<quoted>[^\"]*+)\"|(?<plain>[^\"]*+))");

    private final Complaints complaints;

    MetricParser(Complaints complaints) {
        this.complaints = complaints;
    }

    /**
     * The metric, or {@code null} if it has been complained about.
     *
     * @param column where the text's first character stands
     */
    @Nullable Metric parse(String text, int column) {
        int brace = text.indexOf('{');
        String name = (brace < 0 ? text : text.substring(0, brace)).stripTrailing();
        String inner = brace < 0 ? "" : text.substring(brace + 1, Math.max(brace + 1, text.length() - 1));
        boolean isClosed = brace < 0 || text.endsWith("}") && inner.indexOf('{') < 0 && inner.indexOf('}') < 0;
        if (!isClosed || !NAME.matcher(name).matches()) {
            complaints.wrong(
                    column,
                    "'" + text + "' is no metric",
                    "write latency, or the name of a metric of k6 or of a probe, if need be with tags:"
                            + " http_req_duration{name=checkout}");
            return null;
        }
        if (!name.equals(Indicator.LATENCY)
                && NearestName.to(name, List.of(Indicator.LATENCY)).isPresent()) {
            complaints.wrong(column, "unknown metric '" + name + "'; did you mean 'latency'?", null);
            return null;
        }
        Map<String, String> tags = brace < 0 ? Map.of() : tags(inner, column + brace + 1);
        return tags == null ? null : new Metric(name, tags);
    }

    /** The requests that a metric of our own is to be of, or {@code null} if that has been complained about. */
    @Nullable RequestSelection requests(Metric metric, int column) {
        for (String tag : metric.tags().keySet()) {
            if (!tag.equals(RequestSelection.LOAD) && !tag.equals(RequestSelection.REQUEST)) {
                complaints.wrong(
                        column,
                        "'" + metric.name() + "' has no tag '" + tag + "'",
                        "write {request=NAME}, {load=NAME} or both; k6's own metrics have other tags:"
                                + " http_req_duration{name=checkout}");
                return null;
            }
        }
        return new RequestSelection(
                metric.tags().get(RequestSelection.LOAD), metric.tags().get(RequestSelection.REQUEST));
    }

    private @Nullable Map<String, String> tags(String text, int column) {
        Map<String, String> tags = new HashMap<>();
        int at = 0;
        List<String> parts = parts(text);
        if (parts.size() > MOST_TAGS) {
            complaints.wrong(
                    column,
                    parts.size() + " tags are too many",
                    "a metric is chosen by at most " + MOST_TAGS + " tags");
            return null;
        }
        for (String part : parts) {
            Matcher tag = TAG.matcher(part.strip());
            if (!tag.matches()) {
                complaints.wrong(column + at, "'" + part + "' is no tag", "write {name=checkout} or {name:checkout}");
                return null;
            }
            String value = tag.group("quoted") == null ? tag.group("plain") : tag.group("quoted");
            if (tags.put(tag.group("key"), value) != null) {
                complaints.wrong(column + at, "the tag '" + tag.group("key") + "' is given twice", null);
                return null;
            }
            at += part.length() + 1;
        }
        return tags;
    }

    /** The text cut at the commas that are not between quotes. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            isQuoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == ',' && !isQuoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
