package dev.holograph.chaos.adapters.redis;

import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commands whose answer is one line, sent as they are: the client keeps no account of transactions or of monitoring. */
public final class RawCommands {

    public static final String OK = "OK";

    private RawCommands() {}

    /** Sends it, if the connection flushes by itself, and does not wait. */
    public static RedisFuture<String> send(StatefulRedisConnection<String, String> connection, List<String> words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        words.subList(1, words.size()).forEach(arguments::add);
        return connection.async().dispatch(new Word(words.get(0).toLowerCase(Locale.ROOT)), new Line(), arguments);
    }

    /**
     * Waits for an answer.
     *
     * @throws DriverException if it is an error, or does not come
     */
    public static <T> T await(Future<T> answer, String what, Duration within)
            throws DriverException, InterruptedException {
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UnreachableException(what + " was not answered within " + within.toMillis() + "ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = what + " failed: " + cause.getMessage();
            throw cause instanceof RedisCommandExecutionException
                    ? new DriverException(message)
                    : new UnreachableException(message);
        }
    }

    /** In lower case, by which the client does not take it for a command that it treats in a way of its own. */
    private record Word(String text) implements ProtocolKeyword {

        @Override
        public byte[] getBytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A word, or a number as text. */
    private static final class Line extends CommandOutput<String, String, String> {

        Line() {
            super(StringCodec.UTF8, "");
        }

        @Override
        public void set(ByteBuffer bytes) {
            output = decodeString(bytes);
        }

        @Override
        public void set(long number) {
            output = String.valueOf(number);
        }
    }
}
