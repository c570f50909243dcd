package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.run.RunIds;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of toxics: {@code RUN-STEP-STREAM}. Whoever takes a run back, or sweeps after it, knows them by these. */
final class ToxicName {

    /** The first way to read it in which the run's id is one: a step's name may hold anything. */
    private static final Pattern NAME = Pattern.compile("(.+?-\\d{8}-\\d{6}-[0-9a-z]{4})-.+-(?:upstream|downstream)");

    private ToxicName() {}

    /** The same in the run and in its recovery; without characters that mean something in a URL. */
    static String of(String run, String step, String stream) {
        String safe = URLEncoder.encode(step, StandardCharsets.UTF_8).replace('%', '_');
        return run + "-" + safe + "-" + stream;
    }

    /** The id of the run in a toxic's name; empty if no run has named it. */
    static Optional<String> run(String toxic) {
        Matcher name = NAME.matcher(toxic);
        return name.matches()
                ? Optional.of(name.group(1)).filter(run -> RunIds.startOf(run).isPresent())
                : Optional.empty();
    }
}
