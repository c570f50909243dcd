package dev.holograph.chaos.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.spi.RunResources;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void noPortIsGivenTwice() throws Exception {
        Ports ports = new Ports();
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            int port = ports.free();
            assertThat(given.add(port)).as("port %s is new", port).isTrue();
            assertThat(port).isBetween(20_000, 32_000);
        }
    }

    @Test
    void aPortWhereSomebodyListensIsNotFree() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
        }
    }

    @Test
    void aRunHasOneSetOfPorts() throws Exception {
        try (RunResources shared = new RunResources()) {
            assertThat(Ports.of(shared)).isSameAs(Ports.of(shared));
        }
    }
}
