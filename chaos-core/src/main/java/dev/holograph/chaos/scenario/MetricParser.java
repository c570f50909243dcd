package dev.holograph.chaos.scenario;

import dev.holograph.chaos.scenario.BoundParser.Complaints;
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

    private static final Pattern SHAPE = Pattern.compile("(?<name>[^{}]*?)\\s*(?:\\{(?<tags>[^{}]*)})?");
    private static final Pattern TAG =
            Pattern.compile("\\s*(?<key>[A-Za-z_][\\w.]*)\\s*[=:]\\s*(?:\"(?<quoted>[^\"]*)\"|(?<plain>[^\"]*?))\\s*");

    /** Commas that are not between quotes: an even number of quotes follows. */
    private static final Pattern PARTS = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

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
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches() || !NAME.matcher(shape.group("name")).matches()) {
            complaints.wrong(
                    column,
                    "'" + text + "' is no metric",
                    "write latency, or the name of a metric of k6 or of a probe, if need be with tags:"
                            + " http_req_duration{name=checkout}");
            return null;
        }
        String name = shape.group("name");
        if (!name.equals(Indicator.LATENCY)
                && NearestName.to(name, List.of(Indicator.LATENCY)).isPresent()) {
            complaints.wrong(column, "unknown metric '" + name + "'; did you mean 'latency'?", null);
            return null;
        }
        Map<String, String> tags =
                shape.group("tags") == null ? Map.of() : tags(shape.group("tags"), column + shape.start("tags"));
        if (tags != null && !tags.isEmpty() && name.equals(Indicator.LATENCY)) {
            complaints.wrong(
                    column,
                    "'latency' has no tags",
                    "it is of all requests of the load; k6's own metrics have tags: http_req_duration{name=checkout}");
            return null;
        }
        return tags == null ? null : new Metric(name, tags);
    }

    private @Nullable Map<String, String> tags(String text, int column) {
        Map<String, String> tags = new HashMap<>();
        int at = 0;
        for (String part : PARTS.split(text, -1)) {
            Matcher tag = TAG.matcher(part);
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
}
