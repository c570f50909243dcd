package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RawCommands;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.RedisPause;
import dev.holograph.chaos.scenario.fault.RedisPause.Commands;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes a Redis hold back answers, for as long as this process holds the pause. */
final class RedisPauser extends RedisDriver<RedisPause> {

    /**
     * How long a Redis stays paused that nobody unpauses. More than a stop of this JVM for its garbage should last, and
     * less than an undo may take: one in another process waits until it is over.
     */
    static final Duration SLICE = Duration.ofSeconds(10);

    private static final String NAME = "name";

    private final Duration slice;
    private final Map<String, HeldPause> pauses = new ConcurrentHashMap<>();

    RedisPauser(DriverContext context) {
        this(context, SLICE);
    }

    /** @param slice how long the pause lasts without its holder */
    RedisPauser(DriverContext context, Duration slice) {
        super(RedisPause.class, context);
        this.slice = slice;
    }

    @Override
    String describe(RedisPause fault, String place) {
        return place + " holds back " + (fault.commands() == Commands.ALL ? "all commands" : "commands that write")
                + " (CLIENT PAUSE)";
    }

    @Override
    List<List<String>> commands(RedisPause fault) {
        List<List<String>> commands = new ArrayList<>(List.of(
                HeldPause.request(fault.commands(), slice),
                List.of("CLIENT", "UNPAUSE"),
                HeldPause.harmless(fault.commands())));
        if (fault.commands() == Commands.ALL) {
            commands.add(List.of("MONITOR"));
        }
        return commands;
    }

    @Override
    public boolean silences(RedisPause fault) {
        return fault.commands() == Commands.ALL;
    }

    @Override
    Optional<String> byHand(String redisCli) {
        return Optional.of(
                redisCli + " CLIENT UNPAUSE # when the process of the run has ended, which would pause it again;"
                        + " even without this, Redis ends the pause " + slice.toSeconds() + "s after that");
    }

    @Override
    Map<String, String> recipe(FaultStep step) {
        return Map.of(NAME, step.name());
    }

    @Override
    Evidence inject(Prepared<RedisPause> prepared, RedisAddress redis) throws DriverException, InterruptedException {
        String name = prepared.step().name();
        HeldPause pause = HeldPause.begin(redis, prepared.fault().commands(), slice, name);
        pauses.put(name, pause);
        return pause.show();
    }

    @Override
    public Evidence observe(Prepared<RedisPause> prepared) {
        HeldPause pause = pauses.get(prepared.step().name());
        if (pause == null) {
            return Evidence.none("it was never injected");
        }
        Evidence seen = pause.seen();
        // It was seen to be on: for a part of its time it was not.
        return seen.kind() == Evidence.Kind.NONE
                ? Evidence.disturbed("before the end of the fault " + seen.text()
                        + "; somebody has ended the pause, or the Redis was started anew")
                : seen;
    }

    /** In another process it waits until the pause is over, which is soon: nobody holds it any more. */
    @Override
    void undo(UndoRecipe recipe, RedisAddress address, Deadline deadline) throws DriverException, InterruptedException {
        HeldPause pause = pauses.remove(recipe.data().getOrDefault(NAME, ""));
        if (pause != null) {
            pause.end(deadline);
            return;
        }
        try (RedisConnection redis = RedisConnection.open(address, deadline.remaining())) {
            List<String> unpause = List.of("CLIENT", "UNPAUSE");
            RawCommands.await(
                    RawCommands.send(redis.raw(), unpause), redis.place() + ": CLIENT UNPAUSE", deadline.remaining());
        }
    }

    @Override
    void forget(UndoRecipe recipe) {
        HeldPause pause = pauses.remove(recipe.data().getOrDefault(NAME, ""));
        if (pause != null) {
            pause.abandon();
        }
    }

    /** Leaves its pauses to themselves, as a process does that is killed. */
    void abandon() {
        pauses.values().forEach(HeldPause::abandon);
        pauses.clear();
    }
}
