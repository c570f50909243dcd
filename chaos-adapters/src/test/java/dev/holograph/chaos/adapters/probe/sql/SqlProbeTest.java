package dev.holograph.chaos.adapters.probe.sql;

import static dev.holograph.chaos.adapters.probe.ProbeRun.PATIENCE;
import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.probe.ProbeRun;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.DriverException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real database in this JVM. */
class SqlProbeTest {

    private static final String PASSWORD = "correct-horse";

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";USER=sa;PASSWORD=";
    private final ProbeRun run = new ProbeRun();
    private Connection own;

    @BeforeEach
    void create() throws Exception {
        own = DriverManager.getConnection(database + PASSWORD);
        execute("create table frames (id int primary key, name varchar(20))");
        execute("create alias pause for 'java.lang.Thread.sleep(long)'");
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        own.close();
    }

    private void execute(String sql) throws Exception {
        try (Statement statement = own.createStatement()) {
            statement.execute(sql);
        }
    }

    private void start(String query) throws Exception {
        run.start(new ProbeQuery.Sql(query), database + PASSWORD);
    }

    @Test
    void theOneNumberIsTheValueAndFollowsTheDatabase() throws Exception {
        start("select count(*) from frames");
        eventually("it is empty", PATIENCE, () -> run.last("it_value") == 0);
        execute("insert into frames values (1, 'one'), (2, 'two')");
        eventually("it has two rows", PATIENCE, () -> run.last("it_value") == 2);
        assertThat(run.last("it_ok")).isEqualTo(1);
        assertThat(run.values("it")).allMatch(millis -> millis > 0);
    }

    @Test
    void whatAQueryChangesIsTakenBack() throws Exception {
        start("select count(*) from final table (insert into frames values (9, 'nine'))");
        eventually("it has asked", PATIENCE, () -> run.count("it_value") >= 3);
        run.stop();
        try (Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from frames")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select id from frames where id > 5 | no row; count(*)",
                "select id from frames | more than one row; make it one",
                "select id, name from frames | rows of 2 columns; select one",
                "select name from frames where id = 1 | no number;",
                "select max(id) from frames where id > 5 | null; coalesce(…, 0)",
            })
    void whatIsNotOneNumberIsNoDataAndToldOnce(String query, String why) throws Exception {
        execute("insert into frames values (1, 'token-8'), (2, 'two')");
        start(query);
        eventually("it has asked", PATIENCE, () -> run.last("it_ok") == 1 && run.count("it") >= 3);

        assertThat(run.values("it_value")).isEmpty();
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .startsWith("probe it: the query of target 'store' gives " + why)
                .endsWith("; it_value has no data where that is so")
                .doesNotContain("token-8");
    }

    @Test
    void aQueryWithAMistakeIsAFailure() throws Exception {
        start("select count(*) from nowhere");
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 3);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.values("it_value")).isEmpty();
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .contains("NOWHERE")
                .doesNotContain("horse");
    }

    @Test
    void aWrongPasswordIsToldOnceWithoutIt() throws Exception {
        // H2 makes those wait whose password is wrong.
        run.every(Duration.ofSeconds(2)).start(new ProbeQuery.Sql("select 1"), database + "wrong-horse");
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 2);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .contains("[28000")
                .doesNotContain("horse");
    }

    @Test
    void whatADriverSaysOfItsUrlIsToldWithoutSecrets() throws Exception {
        run.start(new ProbeQuery.Sql("select 1"), database + PASSWORD + ";INIT=selec/**/" + PASSWORD);
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 2);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .contains("selec/**/***")
                .doesNotContain("horse");
    }

    @Test
    void silenceTookAtLeastAsLongAsTheTimeOut() throws Exception {
        start("select 7 from (select pause(700))");
        eventually("it is silent", PATIENCE, () -> run.count("it") >= 5);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.values("it")).containsOnly(100.0);
        assertThat(run.values("it_value")).isEmpty();
    }

    @Test
    void aDatabaseThatIsGoneIsNoData() throws Exception {
        start("select count(*) from frames");
        eventually("it answers", PATIENCE, () -> run.last("it_value") == 0);
        execute("shutdown");
        eventually("it is gone", PATIENCE, () -> run.last("it_ok") == 0);
        int known = run.count("it_value");
        int asked = run.count("it_ok");
        eventually("it is asked", PATIENCE, () -> run.count("it_ok") >= asked + 2);
        assertThat(run.count("it_value")).isEqualTo(known);

        create();
        execute("insert into frames values (1, 'one')");
        eventually("it answers again", PATIENCE, () -> run.last("it_value") == 1);
    }

    @Test
    void aDatabaseThatNoDriverKnows() {
        assertThatThrownBy(
                        () -> run.start(new ProbeQuery.Sql("select 1"), "jdbc:oracle:thin:me/correct-horse@db:1521/x"))
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("no JDBC driver for jdbc:oracle of target 'store' (there is ")
                .hasMessageEndingWith("); add com.oracle.database.jdbc:ojdbc11 to the plugin's <dependencies>")
                .hasMessageNotContaining("horse");
    }
}
