package dev.holograph.chaos.adapters.probe.http;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.testkit.ProbeContract;
import dev.holograph.chaos.testkit.TestServices;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class HttpProbeContractTest extends ProbeContract {

    private static final Location HERE = new Location("x.yaml", 1, 1);
    private static final byte[] ANSWER = "{\"clients\":7}".getBytes(StandardCharsets.UTF_8);

    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Override
    protected ProbeProvider provider() {
        return new HttpProbeProvider();
    }

    @Override
    protected ProbeQuery query() {
        return new ProbeQuery.Http("/healthz", "2xx", "/clients");
    }

    @Override
    protected TargetSpec target() {
        return new TargetSpec("web", null, false, "http://127.0.0.1:" + port(), HERE);
    }

    @Override
    protected TargetSpec unsuited() {
        return new TargetSpec("web", null, false, "redis://127.0.0.1:1", HERE);
    }

    @Override
    protected Services services() {
        return new TestServices(Map.of("web", new Endpoint("127.0.0.1", port())));
    }

    /** It answers, and not as expected: with a number that nobody may take for one. */
    @Override
    protected void silence() {
        status = 503;
    }

    private int port() {
        return server.getAddress().getPort();
    }
}
