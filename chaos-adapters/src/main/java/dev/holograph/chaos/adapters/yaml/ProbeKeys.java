package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import dev.holograph.chaos.scenario.Question;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of a probe. Just one of those up to {@code sql} says what is asked. */
record ProbeKeys(
        @Key(
                doc = "asks by HTTP: a path with, if need be, a query",
                examples = "GET /healthz",
                pattern = "(GET\\s+)?/[\\x21-\\x7e]*",
                otherwise = "is no question; write GET /healthz",
                shown = true)
        @Nullable String http,

        @Key(doc = "asks a cluster how many pods are ready", words = Question.Kubernetes.READY) @Nullable String kubernetes,

        @Key(doc = "asks a Redis by a command that reads one number", examples = "DBSIZE", shown = true)
        Question.@Nullable Redis redis,

        @Key(doc = "asks a Prometheus by an instant query", examples = "sum(rate(frames_total[1m]))", shown = true)
        Question.@Nullable Prometheus prometheus,

        @Key(
                doc = "asks a database by a select of one column with one row",
                examples = "select count(*) from frames",
                shown = true)
        Question.@Nullable Sql sql,

        @Key(doc = "a target of the environment that can be asked so", needed = "target: renderer") @Nullable Item target,

        @Default("1s") @Key(doc = "from one question to the next; at least 100ms", examples = "500ms") @Nullable Duration every,

        @Key(doc = "after this there is no answer; 1s, at most every:; not with kubernetes:", examples = "1s") @Nullable Duration timeout) {

    /** What {@code http:} alone has. */
    record Http(
            @Default(Patterns.SUCCESS)
            @Key(
                    doc = "the status of an answer that is as it should be: a class or a code",
                    examples = {"2xx", "201"},
                    pattern = Patterns.STATUS,
                    otherwise = Patterns.NO_STATUS)
            @Nullable String expect,

            @Key(
                    doc = "a JSON pointer to a number in the answer",
                    examples = "/clients",
                    pattern = Patterns.POINTER,
                    otherwise = Patterns.NO_POINTER)
            @Nullable String value) {}
}
