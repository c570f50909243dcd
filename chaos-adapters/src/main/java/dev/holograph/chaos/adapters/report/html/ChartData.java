package dev.holograph.chaos.adapters.report.html;

import dev.holograph.chaos.adapters.chart.Scale;
import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Panel;
import io.vertx.core.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.BiConsumer;

/** A timeline as JSON for the page's script, as short as it can be read. */
final class ChartData {

    /** More digits than a chart has pixels are of no use. */
    private static final MathContext DIGITS = new MathContext(3);

    private final StringBuilder json = new StringBuilder();

    private ChartData() {}

    /** Can stand in a {@code script} element: it holds no {@code <}. */
    static String of(Timeline timeline) {
        return of(timeline, List.of());
    }

    /** @param names of each second, where it stands for something else */
    static String of(Timeline timeline, List<String> names) {
        ChartData data = new ChartData();
        data.write(timeline, names);
        return data.json.toString().replace("<", "\\u003c");
    }

    private void write(Timeline timeline, List<String> names) {
        json.append("{\"origin\":").append(timeline.origin());
        json.append(",\"step\":").append(timeline.step());
        json.append(",\"length\":").append(timeline.length());
        if (!names.isEmpty()) {
            json.append(",\"names\":").append(Json.encode(names));
        }
        json.append(",\"faults\":");
        list(timeline.faults(), (fault, out) -> out.append('[')
                .append(fault.requested())
                .append(',')
                .append(fault.confirmed())
                .append(',')
                .append(fault.undoRequested())
                .append(',')
                .append(fault.undone())
                .append(']'));
        json.append(",\"panels\":");
        list(timeline.panels(), (panel, out) -> panel(panel));
        json.append('}');
    }

    private void panel(Panel panel) {
        Scale scale = Scale.of(panel);
        json.append("{\"unit\":\"").append(panel.dimension());
        json.append("\",\"log\":").append(scale.isLogarithmic());
        json.append(",\"low\":").append(scale.low());
        json.append(",\"high\":").append(scale.high());
        json.append(",\"ticks\":").append(scale.ticks());
        json.append(",\"limits\":");
        list(panel.limits(), (limit, out) -> out.append('[')
                .append(limit.value())
                .append(',')
                .append(Json.encode(PlainText.of(limit.objective())))
                .append(']'));
        json.append(",\"breaches\":");
        list(panel.breaches(), (band, out) -> out.append('[')
                .append(band.from())
                .append(',')
                .append(band.to())
                .append(']'));
        json.append(",\"spacing\":");
        list(panel.lines(), (line, out) -> out.append(line.spacing()));
        json.append(",\"lines\":");
        list(panel.lines(), (line, out) -> values(line.values()));
        json.append('}');
    }

    private void values(double[] values) {
        json.append('[');
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "" : ",").append(number(values[i]));
        }
        json.append(']');
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1000) {
            return Integer.toString((int) value);
        }
        String text = new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
        return text.replace("E+", "E");
    }

    private <T> void list(List<T> all, BiConsumer<T, StringBuilder> writer) {
        json.append('[');
        for (int i = 0; i < all.size(); i++) {
            json.append(i == 0 ? "" : ",");
            writer.accept(all.get(i), json);
        }
        json.append(']');
    }
}
