package dev.holograph.chaos.adapters.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Check;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseChecksTest {

    private static final Location HERE = new Location("environments/local.yaml", 1, 1);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Where nothing listens. */
    private static final int SERVICE_PORT = 1;

    private static List<Check> checks(String url, Duration within) throws Exception {
        return DatabaseChecks.of(
                new Environment(
                        "local",
                        "environments/local.yaml",
                        "Here",
                        List.of(service()),
                        Map.of(
                                "database", new TargetSpec("database", null, false, url, HERE),
                                "shop", new TargetSpec("shop", null, false, "http://127.0.0.1:1", HERE)),
                        Map.of(),
                        DriverChoice.AUTO,
                        null),
                within);
    }

    private static ServiceSpec service() {
        return new ServiceSpec(
                "db",
                new ServiceSpec.Kind.Command(List.of("db")),
                Map.of(),
                SERVICE_PORT,
                null,
                LONG,
                Restart.NEVER,
                HERE);
    }

    private static Check check(String url, Duration within) throws Exception {
        List<Check> checks = checks(url, within);
        assertThat(checks).hasSize(1);
        assertThat(checks.get(0).name()).isEqualTo("target database");
        assertThat(checks.toString()).doesNotContain("-word");
        return checks.get(0);
    }

    @Test
    void aDatabaseThatLetsItInIsToldByItsVersion() throws Exception {
        String own = "jdbc:h2:mem:" + UUID.randomUUID() + ";USER=sa;PASSWORD=";
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifExists").start();
        String url = own.replace("jdbc:h2:", "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/");
        try (Connection keptOpen = DriverManager.getConnection(own + "right-word")) {
            Check right = check(url + "right-word", LONG);
            assertThat(right.state()).isEqualTo(Check.State.OK);
            assertThat(right.found()).startsWith("H2 2.");

            Check wrong = check(url + "wrong-word", LONG);
            assertThat(wrong.state()).isEqualTo(Check.State.FAIL);
            assertThat(wrong.found())
                    .startsWith("the database does not let it in: ")
                    .contains("28000");
        } finally {
            server.stop();
        }
    }

    @Test
    void aDatabaseInAFileIsNotMade(@TempDir Path folder) throws Exception {
        Check check = check("jdbc:h2:" + folder.resolve("new") + ";USER=sa;PASSWORD=my-word", LONG);
        assertThat(check.state()).isEqualTo(Check.State.OK);
        assertThat(check.found()).startsWith("org.h2.Driver is there; a database without a server is not opened");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDatabaseThatIsStartedForTheRunIsNotMissed() throws Exception {
        Check check = check("jdbc:h2:tcp://127.0.0.1:" + SERVICE_PORT + "/mem:x", LONG);
        assertThat(check.state()).isEqualTo(Check.State.OK);
        assertThat(check.found()).isEqualTo("org.h2.Driver is there; the database is service 'db' of the run");
    }

    @Test
    void aDatabaseThatStaysSilentFails() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Check check = check("jdbc:h2:tcp://127.0.0.1:" + silent.getLocalPort() + "/mem:x", Duration.ofMillis(300));
            assertThat(check.state()).isEqualTo(Check.State.FAIL);
            assertThat(check.found()).isEqualTo("the database does not answer");
        }
    }

    @Test
    void aDriverThatIsNotThereFails() throws Exception {
        Check check = check("jdbc:postgresql://127.0.0.1:1/x?password=my-word", LONG);
        assertThat(check.state()).isEqualTo(Check.State.FAIL);
        assertThat(check.found()).contains("no JDBC driver for jdbc:postgresql").contains("org.postgresql:postgresql");
    }
}
