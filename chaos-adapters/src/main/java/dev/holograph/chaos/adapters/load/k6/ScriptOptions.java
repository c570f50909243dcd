package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Quantity;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a script's own options say, by {@code k6 inspect}.
 *
 * @param longest for how long it begins iterations at most; empty where k6 does not say
 * @param setup for how long its {@code setup()} may take
 * @param teardown for how long its {@code teardown()} may take
 * @param paced whether an iteration lasts at least so long ({@code minIterationDuration})
 */
record ScriptOptions(Optional<Duration> longest, Duration setup, Duration teardown, boolean paced) {

    /** k6's own for both. */
    private static final Duration STANDARD = Duration.ofSeconds(60);
    /** k6's own of shared-iterations and per-vu-iterations. */
    private static final Duration STANDARD_MAX_DURATION = Duration.ofMinutes(10);

    /** Nothing is known: a run of the script will show what is wrong with it. */
    static final ScriptOptions UNKNOWN = new ScriptOptions(Optional.empty(), STANDARD, STANDARD, false);

    /** Parses the answer of {@code k6 inspect}; {@link #UNKNOWN} if it is none. */
    static ScriptOptions of(String answer) {
        try {
            JsonObject options = new JsonObject(answer.substring(Math.max(0, answer.indexOf('{'))));
            return new ScriptOptions(
                    longest(options.getJsonObject("scenarios")),
                    time(options, "setupTimeout", STANDARD),
                    time(options, "teardownTimeout", STANDARD),
                    !time(options, "minIterationDuration", Duration.ZERO).isZero());
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    /** Its totalDuration counts the graceful stops too, in which nothing new begins. */
    private static Optional<Duration> longest(@Nullable JsonObject scenarios) {
        return scenarios == null
                ? Optional.empty()
                : scenarios.stream()
                        .map(scenario -> length((JsonObject) scenario.getValue()))
                        .max(Duration::compareTo);
    }

    private static Duration length(JsonObject scenario) {
        Duration start = time(scenario, "startTime", Duration.ZERO);
        JsonArray stages = scenario.getJsonArray("stages");
        if (stages == null) {
            return start.plus(time(scenario, "duration", time(scenario, "maxDuration", STANDARD_MAX_DURATION)));
        }
        return stages.stream()
                .map(stage -> time((JsonObject) stage, "duration", Duration.ZERO))
                .reduce(start, Duration::plus);
    }

    private static Duration time(JsonObject options, String name, Duration standard) {
        String time = options.getString(name);
        return time == null ? standard : Quantity.parseDuration(time);
    }
}
