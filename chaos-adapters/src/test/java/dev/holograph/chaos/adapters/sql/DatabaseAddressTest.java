package dev.holograph.chaos.adapters.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which way a database is asked, with a real one. */
class DatabaseAddressTest {

    /** Where nothing listens. */
    private static final String NOWHERE = "jdbc:h2:tcp://127.0.0.1:1/mem:shop";

    private Server server;

    @BeforeEach
    void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aProbeAsksThroughTheProxyAndALedgerPastIt() throws Exception {
        TargetSpec target = target(true, NOWHERE);

        try (Connection through =
                Database.asClientsSee(target, proxyLeadsToTheDatabase()).connect()) {
            assertThat(through.isValid(5)).isTrue();
        }
        Database past = Database.of(target, proxyLeadsToTheDatabase());
        assertThatThrownBy(past::connect).isInstanceOf(SQLException.class);
    }

    @Test
    void withoutAProxyBothAskTheDatabaseItself() throws Exception {
        TargetSpec target = target(false, "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:shop");

        try (Connection connection =
                Database.asClientsSee(target, proxyLeadsToTheDatabase()).connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void aServiceInAUrlThatDoesNotRunIsTold() {
        assertThatThrownBy(() ->
                        Database.of(target(false, "jdbc:h2:tcp://{db.address}/mem:shop"), proxyLeadsToTheDatabase()))
                .isInstanceOf(DriverException.class)
                .hasMessage("service 'db' does not run");
    }

    private static TargetSpec target(boolean throughProxy, String url) {
        return new TargetSpec("shop", null, throughProxy, url, new Location("environments/local.yaml", 1, 1));
    }

    private Services proxyLeadsToTheDatabase() {
        return new Services() {
            @Override
            public Optional<ServiceControl> service(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Endpoint> endpoint(String target) {
                return Optional.of(new Endpoint("127.0.0.1", server.getPort()));
            }
        };
    }
}
