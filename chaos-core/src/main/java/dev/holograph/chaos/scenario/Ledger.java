package dev.holograph.chaos.scenario;

import java.time.Duration;

/**
 * How acknowledged writes are looked for after recovery.
 *
 * @param find how, and which target is queried
 * @param within after this, or so long after {@code eventually} is over, a write that got no answer is unknown
 * @param eventually until so long after the end of the load, a write that is denied may still turn up, and is asked for
 *     again; zero: what is denied twice is lost
 * @param allowFaultedStore whether a store may be read that a fault of the scenario hits: what it lost is then lost,
 *     whether or not the system could give it back
 * @param location where it is written
 */
public record Ledger(Find find, Duration within, Duration eventually, boolean allowFaultedStore, Location location) {

    public static final Duration DEFAULT_WITHIN = Duration.ofSeconds(60);

    /** Limit of {@code eventually}: load, faults and services wait for no store longer than this. */
    public static final Duration LONGEST_EVENTUALLY = Duration.ofMinutes(15);

    public Ledger {
        if (within.isZero() || within.isNegative()) {
            throw new IllegalArgumentException("'within' must be longer than nothing");
        }
        if (eventually.isNegative() || eventually.compareTo(LONGEST_EVENTUALLY) > 0) {
            throw new IllegalArgumentException(
                    "'eventually' must be at most " + LONGEST_EVENTUALLY.toMinutes() + "m, and not negative");
        }
    }

    /** By the given way, with the usual limits. */
    public static Ledger of(Find find, Location location) {
        return new Ledger(find, DEFAULT_WITHIN, Duration.ZERO, false, location);
    }

    /** Name of the target that is queried. */
    public String target() {
        return find.target();
    }

    /** A way of looking for writes. */
    public sealed interface Find {

        /** Stands in a request, a key or a query for the id that is looked for. */
        String ID = "{id}";

        /** A target of the environment. */
        String target();

        /** For plans and journals: the query. */
        String shown();

        /** Whether it reads a store past the system whose store that is. */
        boolean readsStore();
    }

    /**
     * Through the system's own read path: a 2xx answer means found, 404 or 410 lost; anything else is tried again.
     *
     * @param method usually GET
     * @param path with {@code {id}}
     */
    public record Http(String method, String path, String target) implements Find {

        public Http {
            if (!path.contains(ID)) {
                throw new IllegalArgumentException(
                        "'" + path + "' does not say where a write is found; write GET /frames/{id}");
            }
        }

        @Override
        public String shown() {
            return method + " " + path;
        }

        @Override
        public boolean readsStore() {
            return false;
        }
    }

    /**
     * In a Redis: found if there is such a key.
     *
     * @param key with {@code {id}}
     */
    public record Redis(String key, String target) implements Find {

        public Redis {
            if (!key.contains(ID)) {
                throw new IllegalArgumentException("'" + key + "' is the same key for each write; write frame:{id}");
            }
        }

        @Override
        public String shown() {
            return "EXISTS " + key;
        }

        @Override
        public boolean readsStore() {
            return true;
        }
    }

    /**
     * In a database: those are found that the first column of its answer names.
     *
     * @param query a select with {@code ({ids})} after {@code in}, in which as many ids are put as one statement may hold
     */
    public record Sql(String query, String target) implements Find {

        /** Stands for the ids that are looked for at once. */
        public static final String IDS = "{ids}";

        public Sql {
            if (query.split(java.util.regex.Pattern.quote(IDS), -1).length != 2) {
                throw new IllegalArgumentException(
                        "'" + query + "' must have {ids} once; write select id from frames where id in ({ids})");
            }
            if (!query.matches("(?is)\\s*(select|with)\\b.*")) {
                throw new IllegalArgumentException(
                        "'" + query + "' is no query; write select id from frames where id in ({ids})");
            }
        }

        @Override
        public String shown() {
            return query;
        }

        @Override
        public boolean readsStore() {
            return true;
        }
    }
}
