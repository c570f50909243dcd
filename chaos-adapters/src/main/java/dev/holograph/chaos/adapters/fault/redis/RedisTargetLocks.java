package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.fault.RedisDisconnect;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Claims each Redis by URL that a plan's faults act on, from before the load to the end of the run, by a subscription to
 * a channel that has the run's name and that nobody publishes to: it stores nothing, and ends with the process. Other
 * runs see the channel, and do not start. A service of the run is its own.
 */
public final class RedisTargetLocks implements TargetLockProvider {

    private static final String CHANNEL = "chaos-claim:";
    private static final String PLACES = "places";
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    /** Passwords are in no recipe: what is claimed is known to the process that claims it. */
    private final Map<UndoRecipe, List<RedisAddress>> addresses = new ConcurrentHashMap<>();

    private final Map<UndoRecipe, List<ClaimSubscription>> held = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return RedisDriverProvider.NAME;
    }

    @Override
    public Optional<UndoRecipe> recipe(Plan plan, String type) {
        Map<String, RedisAddress> found = new TreeMap<>();
        for (Prepared<?> prepared : plan.faults()) {
            TargetSpec target = prepared.target();
            if (prepared.driver().equals(name()) && target.service() == null) {
                found.put(RedisAddress.place(target), RedisAddress.of(target));
            }
        }
        // It cuts off subscribers and clients, and counts them: a claim would be among them.
        plan.faults().stream()
                .filter(prepared -> prepared.fault() instanceof RedisDisconnect)
                .forEach(prepared -> found.remove(RedisAddress.place(prepared.target())));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        UndoRecipe recipe = new UndoRecipe(
                name(),
                type,
                Map.of(PLACES, String.join(", ", found.keySet())),
                "nothing: the claim ends with the run's process");
        addresses.put(recipe, List.copyOf(found.values()));
        return Optional.of(recipe);
    }

    @Override
    public void claim(UndoRecipe recipe, DriverContext context, Consumer<String> lost)
            throws DriverException, InterruptedException {
        List<ClaimSubscription> subscriptions = held.computeIfAbsent(recipe, none -> new ArrayList<>());
        for (RedisAddress address : addresses.getOrDefault(recipe, List.of())) {
            ClaimSubscription subscription = new ClaimSubscription(address);
            subscriptions.add(subscription);
            subscription.begin(CHANNEL, context.runId());
            others(address, context.runId());
        }
    }

    /** Its own is there before it looks for others: of two runs that begin at once, at least one sees the other. */
    private static void others(RedisAddress address, String run) throws DriverException, InterruptedException {
        try (RedisConnection redis = RedisConnection.open(address, ANSWERS_WITHIN)) {
            List<String> others =
                    redis.ask("PUBSUB CHANNELS", commands -> commands.pubsubChannels(CHANNEL + "*")).stream()
                            .map(channel -> channel.substring(CHANNEL.length()))
                            .filter(other -> !other.equals(run))
                            .sorted()
                            .toList();
            if (!others.isEmpty()) {
                throw new DriverException("run " + String.join(", ", others) + " is at work on " + address.place()
                        + ": its faults would be measured as this run's; wait until it is over");
            }
        }
    }

    @Override
    public void release(UndoRecipe recipe, DriverContext context, Deadline deadline) {
        List<ClaimSubscription> subscriptions = held.remove(recipe);
        addresses.remove(recipe);
        if (subscriptions != null) {
            subscriptions.forEach(ClaimSubscription::end);
        }
    }
}
