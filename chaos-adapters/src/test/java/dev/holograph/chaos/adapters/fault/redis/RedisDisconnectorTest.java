package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.RedisDisconnect;
import dev.holograph.chaos.scenario.fault.RedisDisconnect.Clients;
import dev.holograph.chaos.slo.Evidence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisDisconnectorTest {

    @TempDir
    private Path folder;

    private final RedisDisconnector disconnector = new RedisDisconnector(new RedisSteps.Context());
    private final List<Client> open = new ArrayList<>();
    private RealRedis redis;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        for (Client client : open) {
            client.socket.close();
        }
        redis.close();
    }

    @Test
    void allClientsAreCutOff() throws Exception {
        Client first = client("PING", "+PONG");
        Client second = client("PING", "+PONG");
        Client subscriber = client("SUBSCRIBE news", "*3");

        Evidence evidence = inject(Clients.ALL);

        assertThat(evidence)
                .isEqualTo(Evidence.observed(
                        "Redis " + redis.endpoint() + " closed the connections of 2 clients and 1 subscribers"));
        assertThat(List.of(first.isCutOff(), second.isCutOff(), subscriber.isCutOff()))
                .containsOnly(true);
    }

    @Test
    void itCanBeDoneAgain() throws Exception {
        client("PING", "+PONG");
        inject(Clients.ALL);
        open.clear();
        client("PING", "+PONG");

        assertThat(inject(Clients.ALL).text()).contains("of 1 clients and 0 subscribers");
    }

    @Test
    void subscribersAloneAreCutOff() throws Exception {
        Client normal = client("PING", "+PONG");
        Client subscriber = client("SUBSCRIBE news", "*3");

        assertThat(inject(Clients.PUBSUB).text()).endsWith("of 1 subscribers");

        assertThat(subscriber.isCutOff()).isTrue();
        normal.say("PING", "+PONG");
    }

    @Test
    void subscribersAloneAreSpared() throws Exception {
        Client normal = client("PING", "+PONG");
        Client subscriber = client("SUBSCRIBE news", "*3");

        assertThat(inject(Clients.NORMAL).text()).endsWith("of 1 clients");

        assertThat(normal.isCutOff()).isTrue();
        // The rest of its confirmation, and then an answer.
        for (int i = 0; i < 5; i++) {
            subscriber.reader.readLine();
        }
        subscriber.say("PING", "*2");
    }

    @Test
    void aRedisWithoutClientsProvesNothing() throws Exception {
        assertThat(inject(Clients.ALL).kind()).isEqualTo(Evidence.Kind.NONE);
    }

    @Test
    void nothingUndoesIt() {
        assertThat(prepare(Clients.ALL).undo()).isNull();
    }

    /** When those of earlier faults are gone, which takes a moment: only the test's own are to be counted. */
    private Evidence inject(Clients clients) throws Exception {
        Eventually.eventually(
                "connections of the driver before are closed", Duration.ofSeconds(5), () -> connected() == open.size());
        return disconnector.inject(prepare(clients));
    }

    private long connected() {
        try (Socket socket =
                new Socket(redis.endpoint().host(), redis.endpoint().port())) {
            Client client = new Client(socket);
            client.send("INFO clients");
            String line;
            while ((line = client.reader.readLine()) != null) {
                if (line.startsWith("connected_clients:")) {
                    return Long.parseLong(line.substring(line.indexOf(':') + 1)) - 1;
                }
            }
            throw new AssertionError("INFO has no connected_clients");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Prepared<RedisDisconnect> prepare(Clients clients) {
        return RedisSteps.prepare(disconnector, new RedisDisconnect(clients), RedisSteps.at(redis.url()));
    }

    private Client client(String command, String answer) throws Exception {
        Client client =
                new Client(new Socket(redis.endpoint().host(), redis.endpoint().port()));
        client.say(command, answer);
        open.add(client);
        return client;
    }

    /** So plain that it does not come back by itself. */
    private static final class Client {

        private final Socket socket;
        private final BufferedReader reader;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(5000);
            this.reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void send(String command) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        void say(String command, String answer) throws IOException {
            send(command);
            assertThat(reader.readLine()).isEqualTo(answer);
        }

        boolean isCutOff() throws IOException {
            String line;
            do {
                line = reader.readLine();
            } while (line != null);
            return true; // else reading has failed for lack of an end
        }
    }
}
