package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** All pins of {@code pins.properties} beside this class, in the order of their names. */
final class Pins {

    private static final String FILE = "pins.properties";

    private final List<Pin> pins;

    Pins(List<Pin> pins) {
        this.pins = List.copyOf(pins);
    }

    /** Versions that this plugin was built with. */
    static Pins ofThisPlugin() {
        Properties file = new Properties();
        try (InputStream in = Pins.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside " + Pins.class);
            }
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Pins(file.stringPropertyNames().stream()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(tool -> Pin.parse(tool, file.getProperty(tool)))
                .toList());
    }

    List<Pin> all() {
        return pins;
    }

    /** A line for each, and a warning if one is older than {@value Pin#GOOD_FOR_DAYS} days. */
    Check check(LocalDate today) {
        String found = pins.stream().map(pin -> pin.on(today)).collect(Collectors.joining("\n"));
        String old = pins.stream()
                .filter(pin -> pin.isOld(today))
                .map(pin -> pin.tool() + " (" + pin.source() + ")")
                .collect(Collectors.joining(", "));
        return old.isEmpty()
                ? Check.ok("pins", found)
                : Check.warn(
                        "pins",
                        found,
                        "nobody has looked for more than " + Pin.GOOD_FOR_DAYS + " days: use a newer version of this"
                                + " plugin, or see what has changed in " + old);
    }

    /** All of them, in one line for the report. */
    String line(LocalDate today) {
        return "Tested with: " + pins.stream().map(pin -> pin.on(today)).collect(Collectors.joining("; "));
    }
}
