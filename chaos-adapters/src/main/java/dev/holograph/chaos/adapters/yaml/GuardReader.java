package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.AllowedHosts;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.OffPeak;
import dev.holograph.chaos.scenario.Location;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an environment's {@code guard:}. */
final class GuardReader {

    private static final List<String> ALLOW_OR_REFUSE = List.of("allow", "refuse");

    private static final Map<String, DayOfWeek> DAYS = Arrays.stream(DayOfWeek.values())
            .collect(Collectors.toMap(day -> day.getDisplayName(TextStyle.SHORT, Locale.ROOT), Function.identity()));

    private final Function<Item, @Nullable String> filled;

    /** @param filled reads a text and fills its places */
    GuardReader(Function<Item, @Nullable String> filled) {
        this.filled = filled;
    }

    /** With defaults in place of what cannot be read: that is a mistake of its own. */
    Guard read(Block block) {
        Item context = block.get("kubeContext");
        String contextOf = context == null ? null : filled.apply(context);
        if (context != null && contextOf != null && contextOf.isBlank()) {
            context.wrong("an empty name is no context", "name one of the kubeconfig's, or in-cluster");
        }
        Map<String, Item> namespaces = texts(block.get("namespaces"));
        namespaces.forEach((name, item) -> KubernetesNames.checkNamespace(item, name));
        Map<String, Item> urlHosts = texts(block.get("hosts"));
        urlHosts.forEach((host, item) -> {
            if (!AllowedHosts.isEntry(host)) {
                item.wrong(
                        "'" + host + "' is no host",
                        "name each by itself, as shop.example or shop.example:8080; of a database whose url does not say"
                                + " where it leads, jdbc: and the target's name");
            }
        });
        Item hosts = block.get("gremlinHosts");
        Map<String, String> hostsOf = hosts == null ? Map.of() : new Tags(filled).read(hosts);
        Item window = block.get("window");
        Block windowBlock = window == null ? null : window.block();
        OffPeak windowOf = windowBlock == null ? null : window(windowBlock);
        Item maxHosts = block.get("maxHosts");
        Integer hostCount = maxHosts == null ? null : maxHosts.integer(1, 10_000);
        Item maxPods = block.get("maxPods");
        Integer podsOf = maxPods == null ? null : maxPods.integer(1, 10_000);
        Item maxPercent = block.get("maxPercent");
        Integer percentOf = maxPercent == null ? null : percent(maxPercent);
        boolean lastPod = isAllowed(block.get("lastReadyPod"));
        boolean production = isAllowed(block.get("production"));
        Map<String, Location> allow = new LinkedHashMap<>();
        texts(block.get("allow")).forEach((type, item) -> allow.put(type, item.at()));
        block.done();
        return new Guard(
                contextOf,
                List.copyOf(namespaces.keySet()),
                List.copyOf(urlHosts.keySet()),
                hostsOf,
                windowOf,
                hostCount == null ? Guard.DEFAULT_MAX_HOSTS : hostCount,
                podsOf == null ? Guard.DEFAULT_MAX_PODS : podsOf,
                percentOf == null ? Guard.DEFAULT_MAX_PERCENT : percentOf,
                lastPod,
                production,
                allow,
                block.at());
    }

    /** Each text with its place. */
    private Map<String, Item> texts(@Nullable Item item) {
        Map<String, Item> texts = new LinkedHashMap<>();
        for (Item entry : item == null ? List.<Item>of() : item.list()) {
            String text = filled.apply(entry);
            if (text != null) {
                texts.putIfAbsent(text, entry);
            }
        }
        return texts;
    }

    private static @Nullable Integer percent(Item item) {
        return item.parsed(text -> {
            if (!text.matches("([1-9]\\d?|100)%")) {
                throw new IllegalArgumentException("'" + text + "' is no share from 1% to 100%");
            }
            return Integer.valueOf(text.substring(0, text.length() - 1));
        });
    }

    private boolean isAllowed(@Nullable Item item) {
        return item != null && "allow".equals(item.word(filled.apply(item), ALLOW_OR_REFUSE));
    }

    private @Nullable OffPeak window(Block block) {
        Set<DayOfWeek> days = days(block.get("days"));
        Item from = block.need("from", "from: \"02:00\"");
        Item to = block.need("to", "to: \"05:00\"");
        Item zone = block.need("zone", "zone: UTC");
        LocalTime fromOf = from == null ? null : time(from);
        LocalTime toOf = to == null ? null : time(to);
        ZoneId zoneOf = zone == null ? null : zone(zone);
        block.done();
        if (days == null || fromOf == null || toOf == null || zoneOf == null) {
            return null;
        }
        return block.make(() -> new OffPeak(days, fromOf, toOf, zoneOf));
    }

    /** Every day where none is named; {@code null} if one is no day. */
    private @Nullable Set<DayOfWeek> days(@Nullable Item item) {
        if (item == null) {
            return Set.of(DayOfWeek.values());
        }
        Set<DayOfWeek> days = new HashSet<>();
        boolean whole = true;
        for (Item entry : item.list()) {
            String word = entry.word(
                    filled.apply(entry),
                    Arrays.stream(DayOfWeek.values())
                            .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ROOT))
                            .toList());
            DayOfWeek day = word == null ? null : DAYS.get(word);
            whole &= day != null;
            if (day != null) {
                days.add(day);
            }
        }
        return whole ? days : null;
    }

    private @Nullable LocalTime time(Item item) {
        return item.parsed(filled.apply(item), text -> {
            if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
                throw new IllegalArgumentException("'" + text + "' is no time of day; write \"02:00\"");
            }
            return LocalTime.parse(text);
        });
    }

    private @Nullable ZoneId zone(Item item) {
        return item.parsed(filled.apply(item), text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("'" + text + "' is no time zone; write UTC or Europe/Paris", e);
            }
        });
    }
}
