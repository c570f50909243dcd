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

    private static final KeyBinder BINDER = KeyBinder.ofScenario();
    private static final List<String> WAYS = List.of("http", "redis", "sql");
    private static final Pattern REQUEST = Pattern.compile("(?:(?<method>GET|HEAD|POST)\\s+)?(?<path>/\\S*)");

    private LedgerReader() {}

    static @Nullable Ledger read(@Nullable Item item, TargetNames targets) {
        Block block = item == null ? null : item.block();
        if (block == null) {
            return null;
        }
        LedgerKeys keys = BINDER.bind(block, LedgerKeys.class);
        block.done();
        Find find = keys.find() == null ? null : find(keys.find(), targets);
        Duration within = keys.within();
        Duration eventually = keys.eventually();
        if (eventually != null && eventually.compareTo(Ledger.LONGEST_EVENTUALLY) > 0) {
            Objects.requireNonNull(block.get("eventually"))
                    .wrong(
                            "eventually: '" + block.text("eventually")
                                    + "' is too long; a run waits for a store for at most "
                                    + Quantity.time(Ledger.LONGEST_EVENTUALLY),
                            null);
        }
        return find == null
                        || within == null
                        || eventually == null
                        || eventually.compareTo(Ledger.LONGEST_EVENTUALLY) > 0
                        || keys.allowFaultedStore() == null
                ? null
                : new Ledger(find, within, eventually, keys.allowFaultedStore(), block.at());
    }

    private static @Nullable Find find(Item item, TargetNames targets) {
        Block block = item.block();
        if (block == null) {
            return null;
        }
        List<String> ways = WAYS.stream().filter(block::has).toList();
        LedgerKeys.Find keys = BINDER.bind(block, LedgerKeys.Find.class);
        String name = targets.read(keys.target());
        block.done();
        if (ways.size() != 1) {
            block.mistakes()
                    .add(Violation.of(
                                    block.at(),
                                    ways.isEmpty()
                                            ? "this does not say how writes are looked for"
                                            : "writes are looked for in one way, not by " + String.join(" and ", ways))
                            .withHint("write one of http:, redis: and sql:, for example `" + LedgerKeys.EXAMPLE + "`"));
            return null;
        }
        Find find = keys.http() != null
                ? parsed(keys.http(), name, LedgerReader::http)
                : keys.redis() != null
                        ? parsed(keys.redis(), name, Ledger.Redis::new)
                        : parsed(Objects.requireNonNull(keys.sql()), name, Ledger.Sql::new);
        return name == null ? null : find;
    }

    /** Also without a target: what is wrong with the text is reported at once. */
    private static @Nullable Find parsed(Item item, @Nullable String target, BiFunction<String, String, Find> maker) {
        return item.parsed(item.shown(), text -> maker.apply(text, target == null ? "" : target));
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
