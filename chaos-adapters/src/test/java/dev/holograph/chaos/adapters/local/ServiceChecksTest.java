package dev.holograph.chaos.adapters.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.ServiceSpec.Kind;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Check.State;
import dev.holograph.chaos.spi.DriverException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceChecksTest {

    @TempDir
    Path folder;

    private static ServiceSpec service(String name, Kind kind, Integer port, Map<String, String> variables) {
        return new ServiceSpec(
                name,
                kind,
                variables,
                port,
                null,
                ServiceSpec.DEFAULT_READY_WITHIN,
                Restart.NEVER,
                new Location("local.yaml", 3, 5));
    }

    private List<Check> checks(ServiceSpec... services) throws InterruptedException {
        Environment environment = new Environment(
                "local", "local.yaml", "Local", List.of(services), Map.of(), Map.of(), DriverChoice.AUTO, null);
        Folders folders = new Folders(folder, folder.resolve("state"), folder.resolve("run"));
        return new ServiceChecks(folders, this::jar).of(environment);
    }

    private Path jar(String coordinates) throws DriverException {
        if (coordinates.startsWith("none:")) {
            throw new DriverException("the artifact " + coordinates + " cannot be found");
        }
        return folder.resolve(coordinates.replace(':', '-') + ".jar");
    }

    @Test
    void whatCanBeStartedIsToldAndNothingIsStarted() throws Exception {
        Files.writeString(folder.resolve("a-shop-1.jar"), "a jar");
        int port = new Ports().free();

        List<Check> checks = checks(
                service("redis", new Kind.Redis(), null, Map.of()),
                service("shop", new Kind.Artifact("a:shop:1"), port, Map.of("REDIS", "{redis.proxied}")));

        assertThat(checks).extracting(Check::state).containsExactly(State.OK, State.OK);
        assertThat(checks).extracting(Check::name).containsExactly("service redis", "service shop");
        assertThat(checks.get(0).found()).matches("redis-server \\d.* \\(.*\\), on a free port");
        assertThat(checks.get(1).found())
                .isEqualTo("a:shop:1 on Java " + Runtime.version() + ", on port " + port + ", which is free");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void allThatIsMissingIsToldAtOnce() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            List<Check> checks = checks(
                    service("unbuilt", new Kind.Artifact("a:shop:2"), null, Map.of()),
                    service("unknown", new Kind.Artifact("none:shop:1"), null, Map.of()),
                    service("no-program", new Kind.Command(List.of("no-such-program")), null, Map.of()),
                    service("no-port", new Kind.Command(List.of("java")), taken.getLocalPort(), Map.of()));

            assertThat(checks).extracting(Check::state).containsOnly(State.FAIL).hasSize(4);
            assertThat(checks.get(0).found()).contains("is no jar yet", "build it first");
            assertThat(checks.get(1).found()).isEqualTo("the artifact none:shop:1 cannot be found");
            assertThat(checks.get(2).found()).contains("there is no program 'no-such-program'");
            assertThat(checks.get(3).found()).contains("the port is in use by", "(local.yaml:3:5)");
        }
    }
}
