package dev.holograph.chaos.adapters.load.k6;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What k6 counted by itself, from its end-of-run summary ({@code --summary-export}): what it recorded and its CSV does not
 * have was lost on the way, by a full disk for one.
 *
 * @param due samples of chaos_due
 * @param outcomes samples of chaos_failed
 * @param acknowledged samples of chaos_acked
 */
record K6Summary(long due, long outcomes, long acknowledged) {

    /** Empty where k6 did not come to write it. */
    static Optional<K6Summary> read(Path summary) {
        try {
            return of(Files.readString(summary));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty where the text is no whole summary. */
    static Optional<K6Summary> of(String json) {
        try {
            JsonObject metrics = new JsonObject(json).getJsonObject("metrics", new JsonObject());
            JsonObject failed = metrics.getJsonObject("chaos_failed", new JsonObject());
            return Optional.of(new K6Summary(
                    count(metrics, "chaos_due"),
                    failed.getLong("passes", 0L) + failed.getLong("fails", 0L),
                    count(metrics, "chaos_acked")));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** Whether it recorded something that its CSV did not bring. */
    boolean hasMoreThan(CsvRows rows) {
        return due > rows.due() || outcomes > rows.outcomes() || acknowledged > rows.acknowledged();
    }

    private static long count(JsonObject metrics, String name) {
        Number count = metrics.getJsonObject(name, new JsonObject()).getNumber("count", 0);
        return Math.round(count.doubleValue());
    }
}
