package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;
import java.util.Locale;

/** Figures as evidence shows them. */
final class Figures {

    private Figures() {}

    static String bytes(double bytes) {
        if (bytes < 10_000) {
            return String.format(Locale.ROOT, "%.0f B", bytes);
        }
        return bytes < 10e6
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String millis(double millis) {
        return millis < 1000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }

    static String time(Duration duration) {
        return Quantity.time(duration).toString();
    }
}
