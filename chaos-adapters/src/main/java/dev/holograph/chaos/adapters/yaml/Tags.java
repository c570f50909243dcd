package dev.holograph.chaos.adapters.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the tags of hosts, {@code { role: chaos, zone: b }}. */
final class Tags {

    private final Function<Item, @Nullable String> filled;

    /** @param filled reads a text and fills its places */
    Tags(Function<Item, @Nullable String> filled) {
        this.filled = filled;
    }

    /** Empty if one of them cannot be read, or there are none: that is a mistake, for it would be every host. */
    Map<String, String> read(Item item) {
        Block block = item.block();
        if (block == null) {
            return Map.of();
        }
        Map<String, Item> entries = block.all();
        if (entries.isEmpty()) {
            item.wrong("without tags these would be all hosts that there are", "write { TAG: VALUE }");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        entries.forEach((tag, entry) -> {
            String value = filled.apply(entry);
            if (tag.isBlank() || (value != null && value.isBlank())) {
                entry.wrong("a tag of hosts has a name and a value", "write { TAG: VALUE }");
            } else if (value != null) {
                tags.put(tag, value);
            }
        });
        return tags.size() == entries.size() ? tags : Map.of();
    }
}
