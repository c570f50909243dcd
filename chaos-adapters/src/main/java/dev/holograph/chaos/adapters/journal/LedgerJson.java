package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Ledger.Find;
import dev.holograph.chaos.scenario.Location;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a scenario's writes were looked for. */
final class LedgerJson {

    private LedgerJson() {}

    static @Nullable JsonObject write(@Nullable Ledger ledger) {
        if (ledger == null) {
            return null;
        }
        JsonObject json = new JsonObject();
        if (ledger.find() instanceof Ledger.Http http) {
            json.put("method", http.method()).put("path", http.path());
        } else if (ledger.find() instanceof Ledger.Redis redis) {
            json.put("redis", redis.key());
        } else if (ledger.find() instanceof Ledger.Sql sql) {
            json.put("sql", sql.query());
        }
        return json.put("target", ledger.target())
                .put("within", ledger.within().toString())
                .put("eventually", ledger.eventually().toString())
                .put("allowFaultedStore", ledger.allowFaultedStore());
    }

    static @Nullable Ledger read(@Nullable Fields fields, String file) {
        return fields == null
                ? null
                : new Ledger(
                        find(fields),
                        fields.duration("within"),
                        fields.has("eventually") ? fields.duration("eventually") : Duration.ZERO,
                        fields.flag("allowFaultedStore"),
                        new Location(file, 1, 1));
    }

    private static Find find(Fields fields) {
        String target = fields.text("target");
        if (fields.has("redis")) {
            return new Ledger.Redis(fields.text("redis"), target);
        }
        return fields.has("sql")
                ? new Ledger.Sql(fields.text("sql"), target)
                : new Ledger.Http(fields.text("method"), fields.text("path"), target);
    }
}
