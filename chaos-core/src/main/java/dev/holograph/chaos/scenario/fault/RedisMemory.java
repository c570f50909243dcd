package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Quantity;

/**
 * A Redis may use less memory than it needs: it refuses writes, or throws keys away, as its eviction policy says. The
 * limit can be taken back, keys that were thrown away cannot.
 *
 * @param maxmemory the limit: a size such as 64MiB, or a share such as 50% of what it uses when the fault begins
 * @param policy what happens at the limit
 */
@FaultType(
        name = "redis-memory",
        lasting = true,
        destroys = true,
        does = "lets a Redis use less memory, so that it refuses writes or throws keys away")
public record RedisMemory(String maxmemory, @Default("keep") Policy policy) implements Fault {

    /** What Redis calls {@code maxmemory-policy}; {@link #KEEP}: the one that is set already. */
    public enum Policy {
        KEEP,
        NOEVICTION,
        ALLKEYS_LRU,
        ALLKEYS_LFU,
        ALLKEYS_RANDOM,
        VOLATILE_LRU,
        VOLATILE_LFU,
        VOLATILE_RANDOM,
        VOLATILE_TTL
    }

    public RedisMemory {
        Quantity limit = Quantity.parse(maxmemory);
        switch (limit.dimension()) {
            case RATIO -> Check.share("maxmemory", limit);
            case SIZE -> {
                // To a Redis, none at all means no limit.
                if (limit.value() < 1) {
                    throw new IllegalArgumentException("maxmemory must be at least 1B");
                }
            }
            default ->
                throw new IllegalArgumentException("maxmemory must be " + Dimension.SIZE.example()
                        + ", or a share such as 50% of the memory in use, not '" + maxmemory + "'");
        }
    }

    /** The limit for a Redis that uses so many bytes. */
    public long bytes(long used) {
        Quantity limit = Quantity.parse(maxmemory);
        return Math.max(1, Math.round(limit.dimension() == Dimension.RATIO ? limit.value() * used : limit.value()));
    }

    /** Whether the limit depends on what is in use. */
    public boolean isShare() {
        return Quantity.parse(maxmemory).dimension() == Dimension.RATIO;
    }
}
