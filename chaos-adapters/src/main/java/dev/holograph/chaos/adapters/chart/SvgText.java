package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.scenario.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Numbers and texts as they stand in a drawing. */
final class SvgText {

    /** What no XML file may hold. */
    private static final Pattern NO_CHARACTERS = Pattern.compile("[\ufffe\uffff]");

    private SvgText() {}

    /** With three decimals at most. */
    static String number(double number) {
        return BigDecimal.valueOf(Math.round(number * 1000), 3)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Fit for a text and for an attribute. */
    static String escaped(String text) {
        return NO_CHARACTERS
                .matcher(PlainText.of(text))
                .replaceAll("\ufffd")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** From when to when, in seconds, in words. */
    static String span(double from, double to) {
        return second(from) + " to " + second(to);
    }

    /** A moment in words. */
    static String second(double second) {
        return Quantity.time(Duration.ofMillis(Math.round(second * 1000))).toString();
    }
}
