package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.AllowedHosts;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.MaintenanceWindow;
import dev.holograph.chaos.scenario.Location;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an environment's {@code guard:}. */
final class GuardReader {

    private static final Map<String, DayOfWeek> DAYS = Arrays.stream(DayOfWeek.values())
            .collect(Collectors.toMap(day -> day.getDisplayName(TextStyle.SHORT, Locale.ROOT), Function.identity()));

    private final Function<Item, @Nullable String> filled;

    /** @param filled reads a text and fills its places */
    GuardReader(Function<Item, @Nullable String> filled) {
        this.filled = filled;
    }

    /** With defaults in place of what cannot be read: that is a mistake of its own. */
    Guard read(Block block) {
        GuardKeys keys = new KeyBinder(filled).bind(block, GuardKeys.class);
        block.done();
        // Of a name that cannot be read, the mistake is reported: it is not missing.
        String context = keys.kubeContext() == null && block.has("kubeContext") ? "?" : keys.kubeContext();
        Map<String, Item> namespaces = texts(keys.namespaces());
        namespaces.forEach((name, item) -> KubernetesNames.checkNamespace(item, name));
        Map<String, Item> hosts = texts(keys.hosts());
        hosts.forEach((host, item) -> {
            if (!AllowedHosts.isEntry(host)) {
                item.wrong(
                        "'" + host + "' is no host",
                        "name each by itself, as shop.example or shop.example:8080; of a database whose url does not say"
                                + " where it leads, jdbc: and the target's name");
            }
        });
        Map<String, Item> places = texts(keys.places());
        places.forEach((place, item) -> {
            if (!place.matches("[^:\\s]+:\\S.*")) {
                item.wrong(
                        "'" + place + "' is no place of a kind of target",
                        "write KIND:PLACE, with the target's own key");
            }
        });
        Block window = keys.window() == null ? null : keys.window().block();
        Map<String, Location> allow = new LinkedHashMap<>();
        texts(keys.allow()).forEach((type, item) -> allow.put(type, item.at()));
        return new Guard(
                context,
                List.copyOf(namespaces.keySet()),
                List.copyOf(hosts.keySet()),
                keys.gremlinHosts() == null ? Map.of() : new Tags(filled).read(keys.gremlinHosts()),
                window == null ? null : window(window),
                Objects.requireNonNullElse(keys.maxHosts(), Guard.DEFAULT_MAX_HOSTS),
                Objects.requireNonNullElse(keys.maxPods(), Guard.DEFAULT_MAX_PODS),
                percent(keys.maxPercent()),
                GuardKeys.ALLOW.equals(keys.lastReadyPod()),
                List.copyOf(places.keySet()),
                Objects.requireNonNullElse(keys.maxUnits(), Guard.DEFAULT_MAX_UNITS),
                Objects.requireNonNullElse(keys.maxRunners(), Guard.DEFAULT_MAX_RUNNERS),
                GuardKeys.ALLOW.equals(keys.production()),
                allow,
                block.at());
    }

    /** Each text with its place. An empty list is a mistake: to some it says "nothing", to others "no limit". */
    private Map<String, Item> texts(@Nullable Item item) {
        Map<String, Item> texts = new LinkedHashMap<>();
        if (item != null && item.isEmptyList()) {
            item.empty("name at least one, or remove it: without it the guard allows none");
        }
        for (Item entry : item == null ? List.<Item>of() : item.list()) {
            String text = filled.apply(entry);
            if (text != null) {
                texts.putIfAbsent(text, entry);
            }
        }
        return texts;
    }

    private static int percent(@Nullable String text) {
        return text == null ? Guard.DEFAULT_MAX_PERCENT : Integer.parseInt(text.substring(0, text.length() - 1));
    }

    private @Nullable MaintenanceWindow window(Block block) {
        GuardKeys.Window keys = new KeyBinder(filled).bind(block, GuardKeys.Window.class);
        ZoneId zone = keys.zone() == null ? null : zone(keys.zone());
        block.done();
        boolean hasNoDay = keys.days() != null && keys.days().isEmpty(); // reported where it was read
        if (keys.from() == null || keys.to() == null || zone == null || hasNoDay) {
            return null;
        }
        Set<DayOfWeek> days = keys.days() == null
                ? Set.of(DayOfWeek.values())
                : keys.days().stream().map(DAYS::get).collect(Collectors.toSet());
        LocalTime from = LocalTime.parse(keys.from());
        LocalTime to = LocalTime.parse(keys.to());
        return block.make(() -> new MaintenanceWindow(days, from, to, zone));
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
