package dev.holograph.renderer.store;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where the JSON of each durable frame lies in the log. Some 150 bytes of memory a frame. */
final class LogIndex {
    /** Bytes of one frame's JSON in the log file. */
    record Position(long offset, int length) {}

    private final Map<String, Position> positions = new ConcurrentHashMap<>();

    void put(String id, Position position) {
        positions.put(id, position);
    }

    void putAll(Map<String, Position> more) {
        positions.putAll(more);
    }

    @Nullable Position get(String id) {
        return positions.get(id);
    }

    boolean contains(String id) {
        return positions.containsKey(id);
    }

    /** Ids of all durable frames; those that come meanwhile may be among them or not. */
    Set<String> ids() {
        return Collections.unmodifiableSet(positions.keySet());
    }

    int size() {
        return positions.size();
    }
}
