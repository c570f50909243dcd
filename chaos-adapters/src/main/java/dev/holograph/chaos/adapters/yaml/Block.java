package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Violation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A mapping while it is read. A key that nobody has read is unknown: {@link #done} says so. */
final class Block {

    private record Entry(Item item, Location key) {}

    private static final int LONGEST_KEY = 500;

    private final Mistakes mistakes;
    private final Location at;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Block(MappingNode node, Mistakes mistakes) {
        this(node, mistakes, false);
    }

    /** @param mayBeBlank whether a blank text says something in all its places */
    Block(MappingNode node, Mistakes mistakes, boolean mayBeBlank) {
        this.mistakes = mistakes;
        this.at = mistakes.at(node.getStartMark());
        if (node.getValue().size() > Item.MOST_ENTRIES) {
            mistakes.add(Violation.of(at, "a mapping of " + node.getValue().size() + " keys is too large")
                    .withHint("give at most " + Item.MOST_ENTRIES + " keys"));
            return;
        }
        for (NodeTuple tuple : node.getValue()) {
            Location keyAt = mistakes.at(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                mistakes.add(Violation.of(keyAt, "a key must be a single word"));
                continue;
            }
            String key = scalar.getValue();
            if (key.length() > LONGEST_KEY) {
                mistakes.add(Violation.of(keyAt, "a key of " + key.length() + " characters is too long")
                        .withHint("give at most " + LONGEST_KEY));
                continue;
            }
            Entry earlier = entries.putIfAbsent(
                    key, new Entry(new Item(key, tuple.getValueNode(), mistakes, mayBeBlank), keyAt));
            if (earlier != null) {
                mistakes.add(Violation.of(
                        keyAt,
                        "duplicate key '" + key + "', first in line "
                                + earlier.key().line()));
            }
        }
    }

    Location at() {
        return at;
    }

    /** Where a key is written that is there. */
    Location at(String key) {
        Entry entry = entries.get(key);
        return entry == null ? at : entry.key();
    }

    Mistakes mistakes() {
        return mistakes;
    }

    /** Every key of it, for mappings whose keys are names that a person gives. */
    Map<String, Item> all() {
        Map<String, Item> all = new LinkedHashMap<>();
        entries.forEach((key, entry) -> all.put(key, entry.item()));
        asked.addAll(entries.keySet());
        return all;
    }

    /** Whether it has a key other than these. */
    boolean hasOtherThan(Collection<String> keys) {
        return !keys.containsAll(entries.keySet());
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The value of this key, {@code null} if the key is not there. */
    @Nullable Item get(String key) {
        asked.add(key);
        Entry entry = entries.get(key);
        return entry == null ? null : entry.item();
    }

    /** The value of a key that must be there. */
    @Nullable Item need(String key, String example) {
        Item item = get(key);
        if (item == null) {
            mistakes.add(
                    Violation.of(at, "'" + key + "' is missing").withHint("write, for example, `" + example + "`"));
        }
        return item;
    }

    @Nullable String text(String key) {
        Item item = get(key);
        return item == null ? null : item.text();
    }

    /** A key of the language that cannot be used yet: said plainly, never passed over. */
    void notYet(String key, String instead) {
        Entry entry = entries.get(key);
        if (entry != null) {
            asked.add(key);
            mistakes.add(Violation.of(entry.key(), "'" + key + "' is not supported in this version")
                    .withHint(instead));
        }
    }

    /** What is made of it; an {@link IllegalArgumentException} of the maker is the mistake. */
    <T> @Nullable T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            mistakes.add(Violation.of(at, String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** Notes all keys that nobody has read. */
    void done() {
        entries.forEach((key, entry) -> {
            if (!asked.contains(key)) {
                mistakes.add(Violation.unknown(entry.key(), "key", key, asked));
            }
        });
    }
}
