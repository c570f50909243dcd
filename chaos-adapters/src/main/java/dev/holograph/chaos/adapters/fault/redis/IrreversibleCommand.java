package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.fault.redis.CommandCount.Happened;
import dev.holograph.chaos.adapters.redis.RawCommands;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.adapters.redis.UnreachableException;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A command that cannot be taken back. One that is not answered may have been carried out all the same, or may still be:
 * a Redis deletes six million keys for longer than ten seconds and answers nobody meanwhile. So the server's own count of
 * the command is looked at, over a connection of its own, before anything is denied.
 *
 * @param name for messages, {@code FLUSHALL}
 * @param statistic the command in {@code INFO commandstats}
 * @param waits for the answer
 */
record IrreversibleCommand(String name, String statistic, Waits waits) {

    /**
     * How long is waited.
     *
     * @param answer before the first look
     * @param looks for each look to be answered
     * @param all for everything: as long as a busy server is given
     */
    record Waits(Duration answer, Duration looks, Duration all) {
        static final Waits USUAL = new Waits(
                Duration.ofSeconds(RedisConnection.ANSWERS_WITHIN_SECONDS),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2));
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** For an answer that must be on its way, since the command has been carried out. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    /**
     * What is known of a command that was carried out.
     *
     * @param answer {@code null}: it never came
     * @param after what a later look saw; {@code null}: none was needed
     */
    record Done<T>(
            CommandCount before,
            @Nullable T answer,
            @Nullable CommandCount after) {}

    /**
     * Sends it, and returns when it has been carried out.
     *
     * @param send is called once
     * @throws DriverException if it was not carried out, or if that cannot be told; the message says which
     */
    <T> Done<T> run(RedisAddress address, Function<RedisAsyncCommands<String, String>, RedisFuture<T>> send)
            throws DriverException, InterruptedException {
        CommandCount before;
        String silence;
        Deadline deadline = Deadline.in(waits.all, System::nanoTime);
        try (RedisConnection redis = RedisConnection.open(address, RedisConnection.ANSWERS_WITHIN)) {
            before = CommandCount.of(redis, statistic);
            RedisFuture<T> answer = send.apply(redis.raw().async());
            String what = address.place() + ": " + name;
            Duration within = waits.answer;
            while (true) {
                try {
                    return new Done<>(before, RawCommands.await(answer, what, within), null);
                } catch (UnreachableException e) {
                    silence = answer.isDone()
                            ? String.valueOf(e.getMessage())
                            : what + " was not answered within "
                                    + deadline.elapsed().toMillis() + "ms";
                }
                if (answer.isDone() || deadline.isOver()) {
                    break;
                }
                CommandCount now = look(address);
                if (now != null && now.since(before) == Happened.YES) {
                    return new Done<>(before, late(answer), now);
                }
                within = BETWEEN_LOOKS; // it may stand in the queue of a busy server still
            }
        }
        return new Done<>(before, null, lookAfter(address, before, silence, deadline));
    }

    private static <T> @Nullable T late(RedisFuture<T> answer) throws InterruptedException {
        try {
            return RawCommands.await(answer, "", ON_ITS_WAY);
        } catch (DriverException e) {
            return null;
        }
    }

    /** The connection is closed: what the server has not read by its second answer from now, it will never read. */
    private CommandCount lookAfter(RedisAddress address, CommandCount before, String silence, Deadline deadline)
            throws DriverException, InterruptedException {
        int answers = 0;
        while (true) {
            CommandCount now = look(address);
            if (now != null) {
                Happened happened = now.since(before);
                if (happened == Happened.YES) {
                    return now;
                }
                answers++;
                if (answers == 2) {
                    throw happened == Happened.NO ? denied(silence, now) : cannotBeTold(silence, why(before, now));
                }
            } else if (deadline.isOver()) {
                throw cannotBeTold(silence, "nobody answers a look at it");
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    private static DriverException denied(String silence, CommandCount now) {
        return new DriverException(silence + "; it was not carried out: the server's count of it is as before, and it"
                + " holds " + now.keys() + " keys");
    }

    private static String why(CommandCount before, CommandCount now) {
        return (now.process().equals(before.process())
                        ? "the server keeps no count of its commands"
                        : "the server was started anew since")
                + ", it holds " + now.keys() + " keys now and held " + before.keys() + " before";
    }

    private static DriverException cannotBeTold(String silence, String why) {
        return new DriverException(silence + "; whether it was carried out is unknown, so nothing is proven: " + why
                + "; look at the data before you run this again");
    }

    /** @return {@code null} if nobody answers */
    private @Nullable CommandCount look(RedisAddress address) throws InterruptedException {
        try (RedisConnection redis = RedisConnection.open(address, waits.looks)) {
            return CommandCount.of(redis, statistic);
        } catch (DriverException e) {
            return null;
        }
    }
}
