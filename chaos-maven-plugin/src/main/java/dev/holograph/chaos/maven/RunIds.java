package dev.holograph.chaos.maven;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names runs: they begin every id that a load writes, so they are short and made of letters, digits and hyphens. */
final class RunIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 20;

    private RunIds() {}

    static String of(String scenario, Instant now, RandomGenerator random) {
        String name = scenario.replaceAll("[^A-Za-z0-9-]", "-");
        String part = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return part + "-" + TIME.format(now) + "-"
                + Integer.toString(random.nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    }
}
