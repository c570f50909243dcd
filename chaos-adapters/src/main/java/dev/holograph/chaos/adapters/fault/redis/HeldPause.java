package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RawCommands;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.adapters.redis.UnreachableException;
import dev.holograph.chaos.scenario.fault.RedisPause.Commands;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pause that lasts as long as somebody holds it: it is asked for a slice at a time and asked for again long before
 * the slice is over, so that Redis ends it by itself soon after the holder is gone.
 *
 * <p>A Redis that holds back all commands holds back {@code CLIENT UNPAUSE} too, measured with 6.2.6 and 7.0.15; only
 * replicas are never paused ({@code processCommand} in {@code server.c}), and to Redis a connection that monitors is
 * one. It would be sent every command that others send, but while all are held back there is none.
 */
final class HeldPause {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    /** An answer that has not come by then is held back; an idle Redis needs a thousandth of it. */
    private static final Duration SHOWS_WITHIN = Duration.ofMillis(500);

    private final RedisConnection redis;
    private final Commands commands;
    private final StatefulRedisConnection<String, String> probe;
    private final Duration slice;
    private final ScheduledExecutorService renewing;

    private long since;
    private @Nullable Future<String> heldBack;
    private @Nullable String problem;

    private HeldPause(
            RedisConnection redis,
            Commands commands,
            StatefulRedisConnection<String, String> probe,
            Duration slice,
            String name) {
        this.redis = redis;
        this.commands = commands;
        this.probe = probe;
        this.slice = slice;
        this.renewing = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "chaos-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins it; it is in force when this returns. */
    static HeldPause begin(RedisAddress address, Commands commands, Duration slice, String name)
            throws DriverException, InterruptedException {
        RedisConnection redis = RedisConnection.open(address, ANSWERS_WITHIN);
        boolean begun = false;
        try {
            HeldPause pause = new HeldPause(redis, commands, redis.another(), slice, name);
            pause.begin();
            begun = true;
            return pause;
        } finally {
            if (!begun) {
                redis.close();
            }
        }
    }

    /** What a command of this kind is, one that changes nothing. */
    static List<String> harmless(Commands commands) {
        // What is published reaches replicas, so it is a write to a pause, and to a name that nobody listens to.
        return commands == Commands.ALL ? List.of("PING") : List.of("PUBLISH", "chaos-probe", "paused?");
    }

    static List<String> request(Commands commands, Duration slice) {
        return List.of("CLIENT", "PAUSE", String.valueOf(slice.toMillis()), commands == Commands.ALL ? "ALL" : "WRITE");
    }

    private synchronized void begin() throws DriverException, InterruptedException {
        RawCommands.await(send(probe, harmless(commands)), harmless(commands).get(0), ANSWERS_WITHIN);
        StatefulRedisConnection<String, String> holder = redis.raw();
        if (commands == Commands.ALL) {
            // In one packet with the pause: nothing is monitored in between.
            holder.setAutoFlushCommands(false);
            RedisFuture<String> monitor = RawCommands.send(holder, List.of("MONITOR"));
            RedisFuture<String> pause = RawCommands.send(holder, request(commands, slice));
            holder.flushCommands();
            holder.setAutoFlushCommands(true);
            confirm(monitor, "MONITOR", ANSWERS_WITHIN);
            confirm(pause, "CLIENT PAUSE", ANSWERS_WITHIN);
        } else {
            ask(request(commands, slice), ANSWERS_WITHIN);
        }
        since = System.nanoTime();
        heldBack = send(probe, harmless(commands));
        long every = slice.toNanos() / 5;
        renewing.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.NANOSECONDS);
    }

    /** Looks for the effect for a moment. */
    Evidence show() throws InterruptedException {
        Future<String> answer = answer();
        try {
            RawCommands.await(answer, "the probe", SHOWS_WITHIN);
        } catch (DriverException e) {
            return seen();
        }
        return seen();
    }

    /** What is known of it up to now. */
    synchronized Evidence seen() {
        String what = harmless(commands).get(0);
        if (problem != null) {
            return Evidence.none("the pause could not be held: " + problem);
        }
        if (answer().isDone()) {
            return Evidence.none("a " + what + " was answered in spite of the pause");
        }
        return Evidence.observed("a " + what + " of another connection is unanswered for "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) + "ms");
    }

    /** Ends it, and returns when what was held back is answered. */
    void end(Deadline deadline) throws DriverException, InterruptedException {
        renewing.shutdownNow();
        try {
            synchronized (this) {
                ask(List.of("CLIENT", "UNPAUSE"), deadline.remaining());
            }
            RawCommands.await(answer(), harmless(commands).get(0), deadline.remaining());
        } finally {
            redis.close();
        }
    }

    /** Lets go of it without a word, as a process does that is killed. */
    void abandon() {
        renewing.shutdownNow();
        redis.close();
    }

    private synchronized void renew() {
        try {
            ask(request(commands, slice), slice.dividedBy(2));
        } catch (DriverException e) {
            problem = e.getMessage();
            renewing.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is being ended
        }
    }

    private synchronized Future<String> answer() {
        if (heldBack == null) {
            throw new IllegalStateException("it has not begun");
        }
        return heldBack;
    }

    private void ask(List<String> command, Duration within) throws DriverException, InterruptedException {
        confirm(send(redis.raw(), command), "CLIENT " + command.get(1), within);
    }

    private void confirm(RedisFuture<String> answer, String what, Duration within)
            throws DriverException, InterruptedException {
        String text = RawCommands.await(answer, redis.place() + ": " + what, within);
        if (!RawCommands.OK.equals(text)) {
            // Lines of the monitor: commands are carried out again.
            throw new UnreachableException(redis.place() + ": the pause was over before " + what);
        }
    }

    private static RedisFuture<String> send(StatefulRedisConnection<String, String> connection, List<String> command) {
        return RawCommands.send(connection, command);
    }
}
