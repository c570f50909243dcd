package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.Acknowledgements.Write;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a Redis for the key of each write, many in one packet. A connection that breaks is opened again. */
final class RedisWriteFinder implements Search {

    /** Enough that the round trip is no longer what it takes; the answers of one batch are all that waits in memory. */
    private static final int BATCH = 5_000;

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(1);

    /** What Redis answers while it cannot look yet, but will be able to. */
    private static final Set<String> PASSING =
            Set.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "READONLY");

    private final String key;
    private final RedisAddress place;
    private @Nullable StatefulRedisConnection<String, String> open;
    private String trouble = "no answer in time";

    RedisWriteFinder(String key, RedisAddress place) {
        this.key = key;
        this.place = place;
    }

    @Override
    public Answer find(Acknowledgements writes, Deadline settled, Deadline deadline)
            throws DriverException, InterruptedException {
        RedisClient client = RedisClient.create(place.uri());
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        try {
            return LookupRetry.find(writes, settled, deadline, lookUps -> ask(client, lookUps, deadline));
        } finally {
            client.shutdownAsync(0, CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public String ifFound() {
        return place + " has the key " + key + " of it; ask for a key that only a write makes";
    }

    @Override
    public String ifUnknown() {
        return place + ": " + trouble + "; see that it runs, and that its URL is right";
    }

    private void ask(RedisClient client, LookupResults lookUps, Deadline deadline)
            throws DriverException, InterruptedException {
        try {
            StatefulRedisConnection<String, String> connection = connection(client);
            Iterator<Write> writes = lookUps.writes().iterator();
            for (int first = 0; writes.hasNext() && !deadline.isOver(); first += BATCH) {
                batch(connection, writes, first, lookUps);
            }
        } catch (NoAnswer e) {
            trouble = String.valueOf(e.getMessage());
            open = null; // the rest is asked for again in the next round, over a new connection
        }
    }

    /** The one of the last round, if it is open still. All are closed with the client. */
    private StatefulRedisConnection<String, String> connection(RedisClient client)
            throws DriverException, InterruptedException, NoAnswer {
        StatefulRedisConnection<String, String> known = open;
        if (known != null && known.isOpen()) {
            return known;
        }
        StatefulRedisConnection<String, String> made =
                await(client.connectAsync(StringCodec.UTF8, place.uri()).toCompletableFuture(), CONNECTS_WITHIN);
        made.setAutoFlushCommands(false);
        open = made;
        return made;
    }

    private void batch(
            StatefulRedisConnection<String, String> connection,
            Iterator<Write> writes,
            int first,
            LookupResults lookUps)
            throws DriverException, InterruptedException, NoAnswer {
        List<RedisFuture<Long>> answers = new ArrayList<>(BATCH);
        while (writes.hasNext() && answers.size() < BATCH) {
            answers.add(connection
                    .async()
                    .exists(key.replace(Ledger.Find.ID, writes.next().id())));
        }
        connection.flushCommands();
        int number = first;
        for (RedisFuture<Long> answer : answers) {
            lookUps.put(number++, await(answer, ANSWERS_WITHIN) > 0 ? LookupResult.FOUND : LookupResult.DENIED);
        }
    }

    private <T> T await(Future<T> answer, Duration within) throws DriverException, InterruptedException, NoAnswer {
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer("no answer in time", e);
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof RedisCommandExecutionException) {
                    throw refused(String.valueOf(cause.getMessage()), e);
                }
            }
            throw new NoAnswer(String.valueOf(rootOf(e).getMessage()), e);
        }
    }

    /** It says why; those around it say that it failed. */
    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** @throws DriverException where asking again would not help */
    private NoAnswer refused(String message, Exception cause) throws DriverException {
        String kind = message.split(" ", 2)[0];
        if (PASSING.contains(kind)) {
            return new NoAnswer(message, cause);
        }
        throw new DriverException(
                "the ledger cannot ask " + place + ": " + message
                        + (kind.equals("MOVED") || kind.equals("ASK")
                                ? "; it is a node of a cluster, and writes are looked for in one Redis: look for them"
                                        + " through the system by http:"
                                : "; see that its URL has the right user and password, and that the user may use"
                                        + " EXISTS"),
                cause);
    }

    /** Nobody said anything of use. */
    private static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
