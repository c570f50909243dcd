package dev.holograph.chaos.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names runs: they begin every id that a load writes, so they are short and made of letters, digits and hyphens. */
public final class RunIds {

    /** Stands in a plan for the id of a run that nobody has begun. */
    public static final String NONE_YET = "RUN";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 20;
    private static final Pattern ID =
            Pattern.compile("[A-Za-z0-9-]{1," + LONGEST_NAME + "}-(\\d{8}-\\d{6})-[0-9a-z]{4}");

    private RunIds() {}

    /** A new one. */
    public static String of(String scenario, Instant now, RandomGenerator random) {
        return part(scenario) + "-" + TIME.format(now) + "-"
                + Integer.toString(random.nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    }

    /** Whether an id may be one of a run of this scenario, or of its values: {@code latency[delay=500ms]}. */
    public static boolean isOf(String runId, String scenario) {
        return runId.startsWith(part(scenario));
    }

    private static String part(String scenario) {
        String name = scenario.replaceAll("[^A-Za-z0-9-]", "-");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    /**
     * When the run of this id began.
     *
     * @return empty if it is no id that {@link #of} has made
     */
    public static Optional<Instant> startOf(String runId) {
        Matcher parts = ID.matcher(runId);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TIME.parse(parts.group(1), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
