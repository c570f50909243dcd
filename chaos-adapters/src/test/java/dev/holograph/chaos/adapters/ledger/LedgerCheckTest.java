package dev.holograph.chaos.adapters.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.fault.redis.RealRedis;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ledger is worth is seen before the load, by a write that was never made: against the real things. */
class LedgerCheckTest {

    private static final Location HERE = new Location("environments/local.yaml", 1, 1);
    private static final String NEVER = "run-1-never-written";
    private static final String FINDS_ALL =
            "the ledger would never report a lost write, since it finds '" + NEVER + "', which was never written: ";
    private static final String NO_ANSWER =
            "the ledger got no answer that it could use when it looked for '" + NEVER + "', which was never written: ";
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final int HANGS = -1;

    private final RunResources shared = new RunResources();

    @AfterEach
    void close() throws Exception {
        shared.close();
    }

    private void check(Ledger.Find find, String url, Duration within) throws Exception {
        TargetSpec target = new TargetSpec("store", null, false, url, HERE);
        new WriteFinders(shared)
                .check(Ledger.of(find, HERE), target, at(url), NEVER, Deadline.in(within, System::nanoTime));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal(Ledger.Find find, String url, Duration within) {
        return assertThatThrownBy(() -> check(find, url, within)).isInstanceOf(DriverException.class);
    }

    private static Services at(String url) {
        return new Services() {
            @Override
            public Optional<ServiceControl> service(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Endpoint> endpoint(String target) {
                return url.startsWith("http")
                        ? Optional.of(
                                new Endpoint("127.0.0.1", Integer.parseInt(url.substring(url.lastIndexOf(':') + 1))))
                        : Optional.empty();
            }
        };
    }

    @Nested
    class ByHttp {

        private static final Ledger.Http FIND = new Ledger.Http("GET", "/frames/{id}", "store");

        private final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
        private final AtomicInteger times = new AtomicInteger();
        private HttpServer server;

        private String answering(int... statuses) throws Exception {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", exchange -> {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                int status = statuses[Math.min(times.getAndIncrement(), statuses.length - 1)];
                if (status != HANGS) {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                }
            });
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @AfterEach
        void stop() {
            if (server != null) {
                server.stop(0);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {404, 410})
        void whatIsDeniedIsAsItShouldBe(int status) throws Exception {
            check(FIND, answering(status), LONG);
            assertThat(asked).containsExactly("GET /frames/" + NEVER, "GET /frames/" + NEVER);
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 204})
        void aSystemThatFindsWhatNobodyWroteIsRefused(int status) throws Exception {
            refusal(FIND, answering(status), LONG)
                    .hasMessage(FINDS_ALL + "GET /frames/{id} of target 'store' was answered " + status
                            + "; ask by a path that answers 404 where nothing is");
        }

        @Test
        void oneDenialIsNotEnough() throws Exception {
            refusal(FIND, answering(404, 200), LONG).hasMessageStartingWith(FINDS_ALL);
        }

        @Test
        void aSecondLookThatHangsIsMadeAgain() throws Exception {
            check(FIND, answering(404, HANGS, 404), LONG);
            assertThat(asked).hasSize(3);
        }

        /** A busy machine: the second look, which must confirm the denial, hangs. */
        @Test
        void aDenialThatNobodyConfirmsIsToldAsWhatItIs() throws Exception {
            refusal(FIND, answering(404, HANGS), SHORT)
                    .hasMessageStartingWith(
                            NO_ANSWER + "GET /frames/{id} of target 'store' was answered 404 once, and a"
                                    + " second look, which must confirm it, was not answered in time")
                    .hasMessageNotContaining("is due where nothing is");
        }

        @ParameterizedTest
        @CsvSource({
            "500, see that the target is well",
            "503, see that the target is well",
            "401, give the target url: http://user:password@host:port",
            "403, give the target url: http://user:password@host:port",
            "302, redirects are not followed",
            "400, see that method and path are those",
            "405, see that method and path are those",
        })
        void anyOtherAnswerIsRefused(int status, String advice) throws Exception {
            refusal(FIND, answering(status), SHORT)
                    .hasMessageStartingWith(NO_ANSWER + "GET /frames/{id} of target 'store' was answered " + status
                            + ", and 404 or 410 is due where nothing is; " + advice);
        }

        @Test
        void aSystemThatNeedsAMomentIsGivenIt() throws Exception {
            check(FIND, answering(503, 404), LONG);
        }

        @Test
        void noAnswerIsRefused() throws Exception {
            refusal(FIND, "http://127.0.0.1:" + new Ports().free(), SHORT)
                    .hasMessageStartingWith(NO_ANSWER + "GET /frames/{id} of target 'store' was not answered (")
                    .hasMessageEndingWith("see that the target runs, and that its url: is right");
        }
    }

    @Nested
    class BySql {

        private static final String PASSWORD = "s3cret-of-h2";
        private static final Ledger.Sql FIND = new Ledger.Sql("select id from frames where id in ({ids})", "store");

        private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";USER=sa;PASSWORD=";

        private Connection own(String create) throws Exception {
            Connection own = DriverManager.getConnection(url + PASSWORD);
            try (Statement statement = own.createStatement()) {
                statement.execute(create);
            }
            return own;
        }

        @Test
        void whatNoRowHasIsAsItShouldBe() throws Exception {
            try (Connection own = own("create table frames (id varchar(64) primary key)")) {
                check(FIND, url + PASSWORD, LONG);
            }
        }

        @Test
        void aQueryThatGivesBackWhatItIsAskedIsRefused() throws Exception {
            try (Connection own = own("create table frames (id varchar(64) primary key)")) {
                refusal(new Ledger.Sql("select * from (values ({ids}))", "store"), url + PASSWORD, LONG)
                        .hasMessage(FINDS_ALL + "the query of target 'store' gives its id; select the ids of rows that"
                                + " are there");
            }
        }

        @Test
        void aWrongPasswordIsRefusedAndNotShown() throws Exception {
            try (Connection own = own("create table frames (id varchar(64) primary key)")) {
                refusal(FIND, url + "wrong-word", LONG)
                        .hasMessageStartingWith("the ledger cannot ask target 'store': ")
                        .hasMessageContaining("28000")
                        .hasMessageContaining("see that its URL has the right user and password")
                        .hasMessageNotContaining("wrong-word");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"create table other (id int)", "create table frames (id int primary key)"})
        void aQueryThatCannotBeAskedIsRefused(String create) throws Exception {
            try (Connection own = own(create)) {
                refusal(FIND, url + PASSWORD, LONG)
                        .hasMessageStartingWith("the ledger cannot ask target 'store': ")
                        .hasMessageEndingWith("that the query is right: ids are texts");
            }
        }

        @Test
        void aDatabaseThatIsNotThereIsRefused() {
            refusal(FIND, "jdbc:h2:tcp://127.0.0.1:1/mem:frames;USER=sa;PASSWORD=s3cret", Duration.ofSeconds(5))
                    .hasMessageStartingWith(NO_ANSWER + "target 'store': ")
                    .hasMessageContaining("Connection is broken")
                    .hasMessageEndingWith("; see that it runs, and that its URL is right")
                    .hasMessageNotContaining("s3cret");
        }

        @Test
        void aDriverThatIsNotThereIsRefused() {
            refusal(FIND, "jdbc:postgresql://127.0.0.1:1/frames?password=s3cret", SHORT)
                    .hasMessageStartingWith("no JDBC driver for jdbc:postgresql of target 'store'")
                    .hasMessageContaining("org.postgresql:postgresql")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Nested
    class ByRedis {

        private static final Ledger.Redis FIND = new Ledger.Redis("frame:{id}", "store");

        @TempDir
        private Path folder;

        private RealRedis redis;

        /** With users who may do everything, no EXISTS, and only other keys. */
        private void start() throws Exception {
            redis = RealRedis.start(
                    folder,
                    "requirepass s3cret",
                    "user writer on >s3cret ~* +@all -exists",
                    "user other on >s3cret ~other:* +@all");
        }

        @AfterEach
        void stop() throws Exception {
            if (redis != null) {
                redis.close();
            }
        }

        private String url(String login) {
            return "redis://" + login + "@" + redis.endpoint();
        }

        @Test
        void whatHasNoKeyIsAsItShouldBe() throws Exception {
            start();
            check(FIND, url(":s3cret"), LONG);
        }

        @Test
        void aKeyThatNobodyWroteIsRefused() throws Exception {
            start();
            redis.client(url(":s3cret")).set("frame:" + NEVER, "x");
            refusal(FIND, url(":s3cret"), LONG)
                    .hasMessage(FINDS_ALL + "Redis " + redis.endpoint()
                            + " has the key frame:{id} of it; ask for a key that only a write makes");
        }

        @ParameterizedTest
        @CsvSource({
            ":wrong-word, WRONGPASS",
            "nobody:s3cret, WRONGPASS",
            "writer:s3cret, NOPERM",
            "other:s3cret, NOPERM",
        })
        void aUserWhoMayNotAskIsRefused(String login, String answer) throws Exception {
            start();
            refusal(FIND, url(login), LONG)
                    .hasMessageStartingWith("the ledger cannot ask Redis " + redis.endpoint() + ": " + answer)
                    .hasMessageContaining(
                            "see that its URL has the right user and password, and that the user may use" + " EXISTS")
                    .hasMessageNotContaining("wrong-word");
        }

        @Test
        void noPasswordIsRefused() throws Exception {
            start();
            refusal(FIND, redis.url(), LONG)
                    .hasMessageContaining("NOAUTH")
                    .hasMessageContaining("the right user and password");
        }

        @Test
        void aRedisThatIsNotThereIsRefused() throws Exception {
            start();
            redis.kill();
            refusal(FIND, url(":s3cret"), SHORT)
                    .hasMessageStartingWith(NO_ANSWER + "Redis " + redis.endpoint() + ": ")
                    .hasMessageContaining("Connection refused")
                    .hasMessageEndingWith("; see that it runs, and that its URL is right")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void aTargetOfAnotherKindIsRefused() {
        refusal(new Ledger.Redis("frame:{id}", "store"), "http://127.0.0.1:1", SHORT)
                .hasMessageContaining("target 'store' is none; give it url: redis://host:port");
        refusal(new Ledger.Sql("select id from f where id in ({ids})", "store"), "http://127.0.0.1:1", SHORT)
                .hasMessage("target 'store' is no database; give it url: jdbc:…");
    }
}
