package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.slo.MetricSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the samples of those metrics that objectives ask for out of k6's rows: {@code name,timestamp,value}, a column
 * for each system tag, {@code extra_tags} and {@code metadata}. Of other metrics only the name is passed on, once. Not
 * thread-safe.
 */
final class MetricRows {

    private static final int VALUE = 2;
    private static final int FIRST_TAG = 3;
    static final String SCENARIO = "scenario";
    static final String STATUS = "status";
    private static final Pattern STATUS_CODE = Pattern.compile("[1-9]\\d\\d");

    static final String EXTRA_TAGS = "extra_tags";

    /** <a href="https://grafana.com/docs/k6/latest/using-k6/tags-and-groups/#system-tags">k6's list</a>. */
    private static final Set<String> SYSTEM_TAGS = Set.of(
            "proto",
            "subproto",
            "status",
            "method",
            "url",
            "name",
            "group",
            "check",
            "error",
            "error_code",
            "tls_version",
            "service",
            "expected_response",
            "ip",
            "ocsp_status");

    /** Beyond every bound of an objective; a thousand million of them still add up to a number. */
    private static final double ENDLESS = 1e290;

    private static final int LONGEST_EXAMPLE = 80;

    /** A metric that has come. */
    private record Known(byte[] bytes, String name, boolean isWanted, Set<String> tags) {}

    private final MetricSink sink;
    private final Collection<Metric> wanted;
    private final List<Known> known = new ArrayList<>();
    private final Map<String, String> warnings = new LinkedHashMap<>();
    private List<String> columns = List.of();

    MetricRows(MetricSink sink) {
        this.sink = sink;
        this.wanted = sink.wanted();
    }

    void header(List<String> names) {
        columns = names;
    }

    /** @param comma the end of the name */
    void row(byte[] row, int from, int comma, int to, long atMicros) throws CsvRows.BadRowException {
        Known metric = metric(row, from, comma);
        if (!metric.isWanted) {
            return;
        }
        List<String> cells = cells(new String(row, from, to - from, StandardCharsets.UTF_8));
        double value = value(metric, cells.get(VALUE));
        if (!Double.isNaN(value)) {
            sink.sample(metric.name, tags(metric, cells), atMicros, value);
        }
    }

    /** What makes the figures less certain, a sentence each. */
    List<String> warnings() {
        return List.copyOf(warnings.values());
    }

    /** Scripts may record values that are no numbers; Go writes them as it does. */
    private double value(Known metric, String text) throws CsvRows.BadRowException {
        switch (text) {
            case "NaN":
                warnings.putIfAbsent(
                        metric.name + " NaN",
                        "the script recorded NaN for " + metric.name + ": such samples are left out");
                return Double.NaN;
            case "+Inf", "-Inf":
                warnings.putIfAbsent(
                        metric.name + " Inf",
                        "the script recorded an infinite value for " + metric.name
                                + ": it counts as beyond every bound, and averages and sums with it mean nothing");
                return text.startsWith("-") ? -ENDLESS : ENDLESS;
            default:
                try {
                    return Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new CsvRows.BadRowException("k6 wrote '" + text + "' as a value of " + metric.name);
                }
        }
    }

    /** The status of a row, where k6 was asked for that column and the row has one. */
    Optional<Integer> status(byte[] row, int from, int to) {
        int column = columns.indexOf(STATUS);
        if (column < 0) {
            return Optional.empty();
        }
        List<String> cells = cells(RowBytes.text(row, from, to));
        String status = column < cells.size() ? cells.get(column) : "";
        return STATUS_CODE.matcher(status).matches() ? Optional.of(Integer.valueOf(status)) : Optional.empty();
    }

    /** Whether a virtual user recorded it: rows of setup() and of k6 itself belong to no scenario. */
    boolean isOfScenario(byte[] row, int from, int to) {
        int column = columns.indexOf(SCENARIO);
        if (column < 0) {
            return false;
        }
        List<String> cells = cells(new String(row, from, to - from, StandardCharsets.UTF_8));
        return column < cells.size() && !cells.get(column).isEmpty();
    }

    boolean isIdle() {
        return wanted.isEmpty();
    }

    private Known metric(byte[] row, int from, int to) {
        for (Known one : known) {
            if (Arrays.equals(row, from, to, one.bytes, 0, one.bytes.length)) {
                return one;
            }
        }
        String name = new String(row, from, to - from, StandardCharsets.UTF_8);
        List<Metric> asked =
                wanted.stream().filter(metric -> metric.name().equals(name)).toList();
        Set<String> tags = asked.stream()
                .flatMap(metric -> metric.tags().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
        Known one = new Known(Arrays.copyOfRange(row, from, to), name, !asked.isEmpty(), tags);
        known.add(one);
        sink.came(name);
        return one;
    }

    private Map<String, String> tags(Known metric, List<String> cells) {
        Map<String, String> tags = new HashMap<>();
        for (int i = FIRST_TAG; !metric.tags.isEmpty() && i < Math.min(columns.size(), cells.size()) - 1; i++) {
            if (columns.get(i).equals(EXTRA_TAGS)) {
                if (columns.containsAll(metric.tags)) {
                    continue; // each has a column of its own
                }
                extra(metric, cells.get(i), tags);
            } else {
                tags.put(columns.get(i), cells.get(i));
            }
        }
        return tags;
    }

    /**
     * Splits {@code k=v&k=v}. k6 escapes neither sign, so where a tag has one of them in its name or value nobody knows
     * where it ends: no objective is matched against such tags.
     */
    private void extra(Known metric, String joined, Map<String, String> tags) {
        if (joined.isEmpty()) {
            return;
        }
        Map<String, String> split = new HashMap<>();
        for (String tag : joined.split("&", -1)) {
            int equals = tag.indexOf('=');
            boolean clear = equals > 0 && tag.indexOf('=', equals + 1) < 0;
            if (!clear || split.put(tag.substring(0, equals), tag.substring(equals + 1)) != null) {
                warnings.putIfAbsent(
                        metric.name + " tags",
                        "a tag of " + metric.name + " has & or = in it, which k6's CSV does not escape ('"
                                + joined.substring(0, Math.min(joined.length(), LONGEST_EXAMPLE))
                                + "'): objectives that select by tags of the script match no such sample; take these"
                                + " signs out of the script's tags");
                return;
            }
        }
        tags.putAll(split);
    }

    /** RFC 4180, as Go's encoding/csv writes it: a cell with a comma or a quote is quoted, a quote in it doubled. */
    static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (at <= row.length()) {
            if (at < row.length() && row.charAt(at) == '"') {
                StringBuilder cell = new StringBuilder();
                int i = at + 1;
                while (i < row.length() && (row.charAt(i) != '"' || row.startsWith("\"\"", i))) {
                    i += row.charAt(i) == '"' ? 1 : 0;
                    cell.append(row.charAt(i++));
                }
                cells.add(cell.toString());
                at = next(row, i) + 1;
            } else {
                cells.add(row.substring(at, next(row, at)));
                at = next(row, at) + 1;
            }
        }
        return cells;
    }

    private static int next(String row, int from) {
        int comma = row.indexOf(',', from);
        return comma < 0 ? row.length() : comma;
    }

    /** The tags that k6 knows how to add by itself and that objectives select by; the fewer, the smaller its file. */
    static Set<String> systemTags(MetricSink sink) {
        return sink.wanted().stream()
                .flatMap(metric -> metric.tags().keySet().stream())
                .filter(SYSTEM_TAGS::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
