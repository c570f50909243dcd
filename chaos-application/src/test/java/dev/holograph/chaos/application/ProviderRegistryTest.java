package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderRegistryTest {

    private static final Location HERE = new Location("environments/it.yaml", 1, 1);

    @TempDir
    private Path folder;

    /** A cluster that cannot be reached is no reason to leave a Toxiproxy as it is. */
    @Test
    void whatOneDriverCannotSweepKeepsNoOtherFromIt() throws IOException {
        String nowhere;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "http://127.0.0.1:" + closed.getLocalPort();
        }
        String kubeconfig = folder.resolve("none.yaml").toString();
        ProviderRegistry tools = new ProviderRegistry(
                Map.of("chaos.kubeconfig", kubeconfig, "chaos.toxiproxy.url", nowhere),
                (variable, server) -> Optional.empty());
        Guard guard = new Guard("staging", List.of("shop-test"), null, 1, 100, false, false, Set.of(), HERE);
        Environment environment = new Environment(
                "it",
                "environments/it.yaml",
                "It",
                List.of(),
                Map.of(),
                Map.of("latency", new DriverChoice("toxiproxy", HERE)),
                DriverChoice.AUTO,
                guard);
        List<String> told = new ArrayList<>();

        assertThatThrownBy(() -> tools.sweep(environment, Set.of(), told::add))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(kubeconfig)
                .hasMessageContaining("Toxiproxy at " + nowhere + " does not answer");
        assertThat(told).isEmpty();
    }
}
