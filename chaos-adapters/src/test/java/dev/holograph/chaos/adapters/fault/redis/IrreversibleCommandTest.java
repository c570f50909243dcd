package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.fault.redis.IrreversibleCommand.Waits;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.scenario.fault.RedisDisconnect;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis that is busy or cut off when its keys are deleted: what happened is told, and nothing else. */
class IrreversibleCommandTest {

    private static final Waits SHORT = new Waits(Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofSeconds(6));

    @TempDir
    private Path folder;

    private RealRedis redis;
    private RedisCommands<String, String> client;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder, "enable-debug-command yes", "save \"\"");
        client = redis.client(redis.url());
        client.set("a", "1");
        client.set("b", "2");
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    private Evidence flush(String url) throws Exception {
        RedisFlusher flusher = new RedisFlusher(new RedisSteps.Context(), SHORT);
        return flusher.inject(RedisSteps.prepare(flusher, new RedisFlush(), RedisSteps.at(url)));
    }

    /** Longer than the wait for the answer and than a look. */
    @Test
    void aBusyRedisIsWaitedFor() throws Exception {
        try (Way way = new Way(redis, "FLUSHALL", Way.Loss.NONE)) {
            way.whenSeen = () -> sleep(3);

            Evidence evidence = flush(way.url());

            assertThat(evidence.kind()).isEqualTo(Evidence.Kind.OBSERVED);
            assertThat(evidence.text()).endsWith(" held 2 keys before and 0 after");
        }
    }

    /** The server does nothing else meanwhile. */
    private void sleep(int seconds) {
        redis.client()
                .getStatefulConnection()
                .async()
                .dispatch(
                        CommandType.DEBUG,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("SLEEP").add(seconds));
    }

    /** All of the transaction has come through by its last word. */
    @Test
    void whatWasDoneIsToldAlsoWhereItsAnswerIsLost() throws Exception {
        try (Way way = new Way(redis, "EXEC", Way.Loss.ANSWER)) {
            Evidence evidence = flush(way.url());

            assertThat(evidence.kind()).isEqualTo(Evidence.Kind.OBSERVED);
            assertThat(evidence.text())
                    .contains(" held 2 keys before and 0 after; its answer was lost, and its count of FLUSHALL shows");
            assertThat(client.dbsize()).isZero();
        }
    }

    @Test
    void whatNeverArrivedIsDenied() throws Exception {
        try (Way way = new Way(redis, "FLUSHALL", Way.Loss.REQUEST)) {
            assertThatThrownBy(() -> flush(way.url()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining(": FLUSHALL was not answered within ")
                    .hasMessageEndingWith(
                            "; it was not carried out: the server's count of it is as before, and it holds 2 keys");
            assertThat(client.dbsize()).isEqualTo(2);
        }
    }

    @Test
    void whatNobodyCanTellIsNotDenied() throws Exception {
        try (Way way = new Way(redis, "FLUSHALL", Way.Loss.ALL)) {
            assertThatThrownBy(() -> flush(way.url()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("; whether it was carried out is unknown, so nothing is proven: nobody"
                            + " answers a look at it; look at the data");
        }
    }

    /** A server that was started anew may have lost what was deleted, or got it back from its disk. */
    @Test
    void aServerThatWasStartedAnewCannotTell() throws Exception {
        CommandCount before = new CommandCount("one", 3, 100);

        assertThat(new CommandCount("two", 4, 100).since(before)).isEqualTo(CommandCount.Happened.UNKNOWN);
        assertThat(new CommandCount("one", 2, 100).since(before)).isEqualTo(CommandCount.Happened.UNKNOWN);
        assertThat(new CommandCount("one", -1, 100).since(before)).isEqualTo(CommandCount.Happened.UNKNOWN);
        assertThat(new CommandCount("one", 4, 100).since(before)).isEqualTo(CommandCount.Happened.YES);
        assertThat(new CommandCount("one", 3, 0).since(before)).isEqualTo(CommandCount.Happened.NO);
    }

    @Test
    void clientsThatWereCutOffAreToldSoAlsoWhereTheAnswerIsLost() throws Exception {
        try (Way way = new Way(redis, "CLIENT\r\n$4\r\nKILL", Way.Loss.ANSWER)) {
            RedisDisconnector disconnector = new RedisDisconnector(new RedisSteps.Context(), SHORT);
            Evidence evidence = disconnector.inject(RedisSteps.prepare(
                    disconnector, new RedisDisconnect(RedisDisconnect.Clients.NORMAL), RedisSteps.at(way.url())));

            assertThat(evidence.kind()).isEqualTo(Evidence.Kind.CLAIMED);
            assertThat(evidence.text()).contains("its count of CLIENT KILL shows that it was carried out");
            Eventually.eventually("the client was cut off", Duration.ofSeconds(5), () -> !client.getStatefulConnection()
                    .isOpen());
        }
    }

    /** A way to the Redis that loses what belongs to one command. */
    private static final class Way implements AutoCloseable {

        enum Loss {
            NONE,
            /** The connection ends before the answer. */
            ANSWER,
            /** The request never arrives; the connection stays open and silent. */
            REQUEST,
            /** Nothing comes through from the request on, on any connection. */
            ALL
        }

        private final RealRedis redis;
        private final String command;
        private final Loss loss;
        private final ServerSocket server;
        private volatile boolean dark;
        private volatile Runnable whenSeen = () -> {};

        Way(RealRedis redis, String command, Loss loss) throws IOException {
            this.redis = redis;
            this.command = command;
            this.loss = loss;
            this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            start(this::accept);
        }

        String url() {
            return "redis://127.0.0.1:" + server.getLocalPort();
        }

        private void accept() throws IOException {
            while (true) {
                Socket from = server.accept();
                Socket to = new Socket(redis.endpoint().host(), redis.endpoint().port());
                start(() -> forward(from, to));
                start(() -> back(to, from));
            }
        }

        private void forward(Socket from, Socket to) throws IOException {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean isIt = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(command);
                if (isIt) {
                    whenSeen.run();
                }
                if (isIt && loss == Loss.ANSWER) {
                    from.close();
                }
                dark |= isIt && loss == Loss.ALL;
                if (!dark && !(isIt && loss == Loss.REQUEST)) {
                    out.write(buffer, 0, read);
                }
            }
            to.close();
        }

        private void back(Socket to, Socket from) throws IOException {
            InputStream in = to.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!dark) {
                    from.getOutputStream().write(buffer, 0, read);
                }
            }
            from.close();
        }

        private static void start(IoTask task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (IOException e) {
                    // one end has gone, and the other will hear of it
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private interface IoTask {
            void run() throws IOException;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
