package dev.holograph.chaos.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a probe asks: a kind of probe with its settings, as a record whose components are its YAML keys. Implementations
 * carry {@link ProbeType}, one of whose keys has its name; each component carries {@link Key}, and may be {@code null}
 * where it is neither needed nor has a {@link Default}. They check their values in the compact constructor by
 * {@link IllegalArgumentException}, and may come from other artifacts.
 */
public interface ProbeQuery {

    /** By which key it is written, and who asks. */
    default String kind() {
        ProbeType type = getClass().getAnnotation(ProbeType.class);
        if (type == null) {
            throw new IllegalStateException(getClass() + " carries no @ProbeType");
        }
        return type.name();
    }

    /** The query, for a plan; the keys in it are {@link Key#shown}. Of a run that is read again, empty. */
    String words();

    /** What the names of its metrics end with, after the probe's own name: some of {@link Probe#GIVEN}. */
    default List<String> endings() {
        return Probe.NUMBER;
    }

    /**
     * A question of a run that is read again: what it was is not kept, since queries may hold secrets, and no verdict
     * depends on it.
     */
    record Past(String kind, List<String> endings) implements ProbeQuery {

        public Past {
            endings = List.copyOf(endings);
        }

        @Override
        public String words() {
            return "";
        }
    }

    /**
     * By HTTP.
     *
     * @param path with its query: {@code /healthz}
     * @param expect the status of an answer that is as it should be: {@code 2xx}
     * @param pointer where a number stands in the answer, as a JSON pointer; {@code null}: there is none
     */
    @ProbeType(name = Http.KIND)
    record Http(
            @Key(
                    name = KIND,
                    doc = "asks by HTTP: a path with, if need be, a query",
                    examples = "GET /healthz",
                    pattern = "(GET\\s+)?/[\\x21-\\x7e]*",
                    otherwise = "is no question; write GET /healthz",
                    shown = true)
            String path,

            @Default(Patterns.SUCCESS)
            @Key(
                    doc = "the status of an answer that is as it should be: a class or a code",
                    examples = {"2xx", "201"},
                    pattern = Patterns.STATUS,
                    otherwise = Patterns.NO_STATUS)
            String expect,

            @Key(
                    name = "value",
                    doc = "a JSON pointer to a number in the answer",
                    examples = "/clients",
                    pattern = Patterns.POINTER,
                    otherwise = Patterns.NO_POINTER)
            @Nullable String pointer)
            implements ProbeQuery {

        public static final String KIND = "http";

        public Http {
            path = path.replaceFirst("^GET\\s+", "");
        }

        @Override
        public String words() {
            return path;
        }

        @Override
        public List<String> endings() {
            return pointer == null ? List.of(Probe.LATENCY, Probe.OK) : List.of(Probe.LATENCY, Probe.OK, Probe.VALUE);
        }
    }

    /** How many pods are ready, and how often their containers were started again. */
    @ProbeType(name = Kubernetes.KIND, waits = false)
    record Kubernetes(
            @Key(name = KIND, doc = "asks a cluster how many pods are ready", words = READY)
            String words) implements ProbeQuery {

        public static final String KIND = "kubernetes";

        /** What may stand after the key. */
        public static final String READY = "ready";

        public Kubernetes() {
            this(READY);
        }

        @Override
        public List<String> endings() {
            return List.of(Probe.OK, Probe.READY, Probe.RESTARTS);
        }
    }

    /**
     * By a command of Redis that only reads.
     *
     * @param command its words, with one space between them: {@code GET frames}
     */
    @ProbeType(name = Redis.KIND)
    record Redis(
            @Key(
                    name = KIND,
                    doc = "asks a Redis by a command that reads one number",
                    examples = "DBSIZE",
                    shown = true)
            String command)
            implements ProbeQuery {

        public static final String KIND = "redis";

        /** Commands whose answer can be one number. Any other might change something, block, or answer much. */
        private static final Set<String> READS = Set.of(
                "BITCOUNT",
                "DBSIZE",
                "EXISTS",
                "GET",
                "GETBIT",
                "HEXISTS",
                "HGET",
                "HLEN",
                "HSTRLEN",
                "LASTSAVE",
                "LINDEX",
                "LLEN",
                "PTTL",
                "SCARD",
                "SISMEMBER",
                "STRLEN",
                "TTL",
                "XLEN",
                "ZCARD",
                "ZCOUNT",
                "ZSCORE");

        /** @throws IllegalArgumentException if it is none that only reads one number */
        public Redis {
            String[] words = command.strip().split("\\s+");
            words[0] = words[0].toUpperCase(Locale.ROOT);
            if (!READS.contains(words[0])) {
                throw new IllegalArgumentException("'" + words[0]
                        + "' is no command that a probe may use; it may read one number, by "
                        + READS.stream().sorted().collect(Collectors.joining(", ")));
            }
            command = String.join(" ", words);
        }

        @Override
        public String words() {
            return command;
        }
    }

    /**
     * By an instant query of Prometheus.
     *
     * @param query in PromQL: {@code sum(rate(frames_total[1m]))}
     */
    @ProbeType(name = Prometheus.KIND)
    record Prometheus(
            @Key(
                    name = KIND,
                    doc = "asks a Prometheus by an instant query",
                    examples = "sum(rate(frames_total[1m]))",
                    shown = true)
            String query)
            implements ProbeQuery {

        public static final String KIND = "prometheus";

        /** @throws IllegalArgumentException if it is empty; what else is wrong in it, Prometheus says */
        public Prometheus {
            if (query.isBlank()) {
                throw new IllegalArgumentException("a query is needed; write sum(rate(frames_total[1m]))");
            }
            query = query.strip();
        }

        @Override
        public String words() {
            return query;
        }
    }

    /**
     * By a query of a database.
     *
     * @param query a select of one column with one row: {@code select count(*) from frames}
     */
    @ProbeType(name = Sql.KIND)
    record Sql(
            @Key(
                    name = KIND,
                    doc = "asks a database by a select of one column with one row",
                    examples = "select count(*) from frames",
                    shown = true)
            String query)
            implements ProbeQuery {

        public static final String KIND = "sql";

        /** @throws IllegalArgumentException if it is no query */
        public Sql {
            query = query.strip();
            if (!query.matches("(?is)(select|with)\\b[^;]*")) {
                throw new IllegalArgumentException(
                        "'" + query + "' is no single query; write select count(*) from frames, without a semicolon");
            }
        }

        @Override
        public String words() {
            return query;
        }
    }
}
