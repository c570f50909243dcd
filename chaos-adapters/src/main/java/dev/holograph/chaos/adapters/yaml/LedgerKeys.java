package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of a ledger. */
record LedgerKeys(
        @Key(doc = "where acknowledged writes are found", needed = EXAMPLE, block = Find.class) @Nullable Item find,

        @Default("1m")
        @Key(doc = "a write that got no answer after this is unknown", positive = true, examples = "30s")
        @Nullable Duration within,

        @Default("0s")
        @Key(
                doc = "until so long after the end of the load a denied write may still turn up; at most 15m",
                examples = "30s")
        @Nullable Duration eventually,

        @Default("false") @Key(doc = "whether a store may be read that a fault of the scenario hits") @Nullable Boolean allowFaultedStore) {

    static final String EXAMPLE = "find: { http: \"GET /frames/{id}\", target: renderer }";

    /** Just one of these says how writes are looked for. */
    record Find(
            @Key(
                    doc = "through the system's own read path: 2xx means found, 404 and 410 lost",
                    examples = "GET /frames/{id}",
                    shown = true)
            @Nullable Item http,

            @Key(doc = "a key of a Redis, with {id}", examples = "frame:{id}", shown = true) @Nullable Item redis,

            @Key(
                    doc = "a query of a database, with ({ids})",
                    examples = "select id from frames where id in ({ids})",
                    shown = true)
            @Nullable Item sql,

            @Key(doc = "the target of the requests", needed = "target: renderer") @Nullable Item target) {}
}
