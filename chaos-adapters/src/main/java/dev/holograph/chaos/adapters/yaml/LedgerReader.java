package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Ledger.Find;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how acknowledged writes are looked for. */
final class LedgerReader {

    private static final String EXAMPLE = "find: { http: \"GET /frames/{id}\", target: renderer }";
    private static final List<String> WAYS = List.of("http", "redis", "sql");
    private static final Pattern REQUEST = Pattern.compile("(?:(?<method>GET|HEAD|POST)\\s+)?(?<path>/\\S*)");

    private LedgerReader() {}

    static @Nullable Ledger read(@Nullable Item item, TargetNames targets) {
        Block block = item == null ? null : item.block();
        if (block == null) {
            return null;
        }
        Item find = block.need("find", EXAMPLE);
        Item within = block.get("within");
        Item eventually = block.get("eventually");
        Item allow = block.get("allowFaultedStore");
        Duration withinOf = within == null ? Ledger.DEFAULT_WITHIN : within.duration();
        Duration eventuallyOf = eventually == null ? Duration.ZERO : eventually.parsed(LedgerReader::eventually);
        Boolean allowed = allow == null ? Boolean.FALSE : allow.truth();
        block.done();
        Find findOf = find == null ? null : find(find, targets);
        if (within != null && withinOf != null && withinOf.isZero()) {
            within.wrong("within: must be longer than nothing", null);
            return null;
        }
        return findOf == null || withinOf == null || eventuallyOf == null || allowed == null
                ? null
                : new Ledger(findOf, withinOf, eventuallyOf, allowed, block.at());
    }

    /** How long a denied write may take to turn up. */
    private static Duration eventually(String text) {
        Duration eventually = Quantity.parseDuration(text);
        if (eventually.compareTo(Ledger.LONGEST_EVENTUALLY) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long; a run waits for a store for at most "
                    + Quantity.time(Ledger.LONGEST_EVENTUALLY));
        }
        return eventually;
    }

    private static @Nullable Find find(Item item, TargetNames targets) {
        Block block = item.block();
        if (block == null) {
            return null;
        }
        List<String> ways = WAYS.stream().filter(block::has).toList();
        Item http = block.get("http");
        Item redis = block.get("redis");
        Item sql = block.get("sql");
        String name = targets.read(block);
        block.done();
        if (ways.size() != 1) {
            block.mistakes()
                    .add(Violation.of(
                                    block.at(),
                                    ways.isEmpty()
                                            ? "this does not say how writes are looked for"
                                            : "writes are looked for in one way, not by " + String.join(" and ", ways))
                            .withHint("write one of http:, redis: and sql:, for example `" + EXAMPLE + "`"));
            return null;
        }
        Find find = http != null
                ? parsed(http, name, LedgerReader::http)
                : redis != null
                        ? parsed(redis, name, Ledger.Redis::new)
                        : parsed(Objects.requireNonNull(sql), name, Ledger.Sql::new);
        return name == null ? null : find;
    }

    /** Also without a target: what is wrong with the text is told at once. */
    private static @Nullable Find parsed(Item item, @Nullable String target, BiFunction<String, String, Find> maker) {
        return item.parsed(text -> maker.apply(text, target == null ? "" : target));
    }

    private static Find http(String text, String target) {
        Matcher request = REQUEST.matcher(text);
        if (!request.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' does not say where a write is found; write GET /frames/{id}");
        }
        return new Ledger.Http(
                Objects.requireNonNullElse(request.group("method"), "GET"), request.group("path"), target);
    }
}
