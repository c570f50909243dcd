package dev.holograph.chaos.adapters.probe.redis;

import dev.holograph.chaos.adapters.probe.NoNumberException;
import dev.holograph.chaos.adapters.probe.ProbeClient;
import dev.holograph.chaos.adapters.redis.RawCommands;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.adapters.redis.UnreachableException;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.DriverException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks by one command, over one connection until that breaks. */
final class RedisProbeClient implements ProbeClient {

    private final RedisAddress address;
    private final List<String> words;
    private final AtomicReference<@Nullable RedisConnection> open = new AtomicReference<>();

    RedisProbeClient(RedisAddress address, ProbeQuery.Redis query) {
        this.address = address;
        this.words = List.of(query.command().split(" "));
    }

    @Override
    public double ask(Duration within) throws NoNumberException, DriverException, InterruptedException {
        RedisConnection connection = open.get();
        if (connection == null) {
            connection = RedisConnection.open(address, within);
            open.set(connection);
        }
        String name = words.get(0);
        String answer;
        try {
            answer = RawCommands.await(
                    RawCommands.send(connection.raw(), words), name + " of " + address.place(), within);
        } catch (UnreachableException e) {
            drop();
            throw e;
        }
        if (answer == null) {
            throw new NoNumberException(name + " of " + address.place() + " finds nothing");
        }
        try {
            return Double.parseDouble(answer);
        } catch (NumberFormatException e) {
            // Without its cause, whose message is the answer.
            throw new NoNumberException("the answer to " + name + " of " + address.place() + " is no number");
        }
    }

    @Override
    public void drop() {
        RedisConnection connection = open.getAndSet(null);
        if (connection != null) {
            connection.close();
        }
    }
}
