package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.spi.Endpoint;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A way to a system on which a connection may be taken and then led nowhere, as by a cut network. */
final class Entrance implements AutoCloseable {

    private final NetServer server;
    private final Endpoint endpoint;

    /** @param leadsIn asked once for each connection */
    Entrance(FakeSystem system, BooleanSupplier leadsIn) throws Exception {
        NetClient client = system.vertx.createNetClient();
        Endpoint to = system.endpoint();
        server = system.vertx.createNetServer().connectHandler(outside -> {
            if (leadsIn.getAsBoolean()) {
                outside.pause();
                client.connect(to.port(), to.host()).onSuccess(inside -> join(outside, inside));
            }
        });
        int port = server.listen(0, to.host())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        endpoint = new Endpoint(to.host(), port);
    }

    private static void join(NetSocket outside, NetSocket inside) {
        outside.pipeTo(inside);
        inside.pipeTo(outside);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
