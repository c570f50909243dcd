package dev.holograph.chaos.adapters.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.sql.Database;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real database, H2, over TCP. */
class SqlWriteFinderTest {

    private static final String QUERY = "select id from frames where id in ({ids})";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PASSWORD = "s3cret-of-h2";

    private Connection keptOpen;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        keptOpen = DriverManager.getConnection("jdbc:h2:mem:frames", "sa", PASSWORD);
        execute("create table frames (id varchar(64) primary key, fixed char(20))");
        server = Server.createTcpServer("-tcpPort", "0", "-ifExists").start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        keptOpen.close();
    }

    @Test
    void whatNoRowHasIsLost() throws Exception {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement insert = keptOpen.prepareStatement("insert into frames (id) values (?)")) {
            for (int i = 0; i < 2_345; i++) {
                ids.add("run-1-" + i);
                if (i != 0 && i != 999 && i != 1_000 && i != 2_344) { // at the batches' ends
                    insert.setString(1, "run-1-" + i);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }

        assertThat(find(QUERY, ids, LONG))
                .isEqualTo(answer(List.of("run-1-0", "run-1-999", "run-1-1000", "run-1-2344"), List.of()));
    }

    @Test
    void aColumnOfFixedWidthIsReadWithoutItsFilling() throws Exception {
        execute("insert into frames values ('a', 'run-1-7')");

        assertThat(find("select fixed from frames where fixed in ({ids})", List.of("run-1-7", "run-1-8"), LONG))
                .isEqualTo(answer(List.of("run-1-8"), List.of()));
    }

    @Test
    void anIdIsAValueAndNeverSql() throws Exception {
        assertThat(find(QUERY, List.of("'); drop table frames; --"), LONG)
                        .lost()
                        .count())
                .isOne();
        execute("select * from frames");
    }

    @Test
    void aMistakeInTheQueryIsToldAtOnce() {
        assertThatThrownBy(() -> find("select id from frmes where id in ({ids})", List.of("a"), LONG))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("the ledger cannot ask target 'database': ")
                .hasMessageContaining("FRMES");
    }

    @Test
    void aWrongPasswordIsToldAtOnceAndNotShown() {
        assertThatThrownBy(() -> new SqlWriteFinder(QUERY, Database.of(database(url("wrong-password"))))
                        .find(Writes.of("a"), deadline(Duration.ZERO), deadline(LONG)))
                .isInstanceOf(DriverException.class)
                .message()
                .contains("the ledger cannot ask target 'database': ")
                .doesNotContain("wrong-password");
    }

    @Test
    void aDatabaseThatIsGoneLosesNothing() throws Exception {
        String url = url(PASSWORD);
        server.stop();

        assertThat(new SqlWriteFinder(QUERY, Database.of(database(url)))
                        .find(Writes.of("a", "b"), deadline(Duration.ZERO), deadline(Duration.ofMillis(700))))
                .isEqualTo(answer(List.of(), List.of("a", "b")));
    }

    /** PostgreSQL's driver has one exception for all; states are of its manual's appendix on error codes. */
    @ParameterizedTest
    @CsvSource({
        "08001, true",
        "08006, true",
        "40001, true",
        "53300, true",
        "57P03, true",
        "28P01, false",
        "3D000, false",
        "42501, false",
        "42P01, false",
        "22P02, false",
        "'', false",
        ", false",
    })
    void whatPassesIsToldByItsState(String state, boolean passes) {
        assertThat(SqlWriteFinder.isPassing(new SQLException("x", state))).isEqualTo(passes);
    }

    @Test
    void aSilentDatabaseEndsWithTheTimeLimit() throws Exception {
        execute("create alias sleep for \"java.lang.Thread.sleep(long)\"");
        execute("insert into frames (id) values ('a')");
        long start = System.nanoTime();

        Answer answer = find(
                "select id from frames where sleep(5000) is null and id in ({ids})",
                List.of("a"),
                Duration.ofMillis(500));

        assertThat(answer).isEqualTo(answer(List.of(), List.of("a")));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void withoutADriverItSaysWhatToAdd() {
        assertThatThrownBy(() -> Database.of(database("jdbc:nosuchdb://127.0.0.1/frames?password=hidden-word")))
                .isInstanceOf(DriverException.class)
                .message()
                .contains("no JDBC driver for jdbc:nosuchdb of target 'database'")
                .contains("org.h2.Driver")
                .contains("<dependencies>")
                .doesNotContain("hidden-word");
    }

    @Test
    void aMessageOfTheDriverLosesWhatIsSecret() throws Exception {
        String url = url("pass-word-x");

        assertThat(Database.of(database(url))
                        .withoutSecrets(
                                new SQLException("cannot open " + url + " for pass-word-x, nor " + url.substring(8))))
                .doesNotContain("pass-word-x")
                .contains("target 'database'");
    }

    private static Answer answer(List<String> lost, List<String> unknown) {
        return Answer.of(Writes.of(lost), Writes.of(unknown));
    }

    private Answer find(String query, List<String> ids, Duration within) throws Exception {
        return new SqlWriteFinder(query, Database.of(database(url(PASSWORD))))
                .find(Writes.of(ids), deadline(Duration.ZERO), deadline(within));
    }

    private static Deadline deadline(Duration within) {
        return Deadline.in(within, System::nanoTime);
    }

    private String url(String password) {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:frames;USER=sa;PASSWORD=" + password;
    }

    private static TargetSpec database(String url) {
        return new TargetSpec("database", null, false, url, new Location("environments/local.yaml", 1, 1));
    }

    private void execute(String sql) throws Exception {
        try (Statement statement = keptOpen.createStatement()) {
            statement.execute(sql);
        }
    }
}
