package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.HttpCut;
import dev.holograph.chaos.scenario.fault.HttpDelay;
import dev.holograph.chaos.scenario.fault.HttpError;
import dev.holograph.chaos.slo.Evidence.Kind;
import dev.holograph.chaos.slo.Evidence.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of single requests between real sockets: a client that writes what it wants, and the JDK's server. */
@Timeout(60)
class HttpFaultsTest {

    private static final Quantity ALL = share(1);

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private HttpServer server;
    private ProxyFixture proxy;

    @BeforeEach
    void aServerBehindTheProxy() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
        proxy = new ProxyFixture(server.getAddress().getPort());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.stop(0);
        workers.shutdownNow();
    }

    /** With the length of the body, in chunks where the path says so. */
    private void answer(HttpExchange exchange) throws IOException {
        int length = exchange.getRequestBody().readAllBytes().length;
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + length);
        byte[] body = ("took " + length).getBytes(StandardCharsets.US_ASCII);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        boolean isChunked = exchange.getRequestURI().getPath().equals("/chunked");
        exchange.sendResponseHeaders(200, isHead ? -1 : isChunked ? 0 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static Quantity share(double share) {
        return new Quantity(share, Dimension.RATIO);
    }

    private static HttpError errors(String path) {
        return new HttpError(503, ALL, "any", path, "any", 0);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: shop\r\n\r\n";
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: shop\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Head and body of one answer of known length. */
    private static String read(Socket socket) throws IOException {
        return read(socket, true);
    }

    private static String read(Socket socket, boolean hasBody) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return answer + "(end)";
            }
            answer.append((char) next);
        }
        String head = answer.toString().toLowerCase(java.util.Locale.ROOT);
        int at = head.indexOf("content-length: ");
        if (hasBody && at >= 0) {
            int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
            answer.append(new String(in.readNBytes(length), StandardCharsets.US_ASCII));
        } else if (hasBody && head.contains("transfer-encoding: chunked")) {
            while (!answer.toString().endsWith("0\r\n\r\n")) {
                answer.append((char) in.read());
            }
        }
        return answer.toString();
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ")[1]);
    }

    private int ask(Socket socket, String request) throws IOException {
        write(socket, request);
        return status(read(socket));
    }

    @Test
    void anErrorIsTheAnswerToSomePathsAloneAndGoesAwayAgain() throws Exception {
        try (Socket client = proxy.connect()) {
            assertThat(ask(client, get("/orders/1"))).isEqualTo(200);
            var fault = proxy.fault("broken", errors("/orders"));
            fault.on();
            assertThat(fault.seen().text()).contains("nothing passed the proxy");
            write(client, get("/orders/2?of=me"));
            assertThat(read(client))
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .endsWith("answered by a fault, not by the system\n");
            assertThat(ask(client, get("/stock?as=/orders"))).isEqualTo(200);
            assertThat(ask(client, post("/orders", "x".repeat(300_000)))).isEqualTo(503);
            assertThat(ask(client, post("/stock", "y".repeat(300_000)))).isEqualTo(200);
            assertThat(fault.seen().kind()).isEqualTo(Kind.OBSERVED);
            assertThat(fault.seen().text()).isEqualTo("2 of 4 requests were answered in its place");
            fault.off();
            assertThat(ask(client, get("/orders/3"))).isEqualTo(200);
        }
        assertThat(seen)
                .containsExactly("GET /orders/1 0", "GET /stock?as=/orders 0", "POST /stock 300000", "GET /orders/3 0");
    }

    @ParameterizedTest
    @CsvSource({"POST, any, 1", "any, X-Tenant, 2", "any, X-Tenant: blue, 1", "GET, X-Tenant: blue, 0"})
    void aMethodAndAHeaderChooseToo(String method, String header, int chosen) throws Exception {
        var fault = proxy.fault("broken", new HttpError(500, ALL, method, "/", header, 0));
        fault.on();
        int answered = 0;
        try (Socket client = proxy.connect()) {
            for (String request : List.of(
                    get("/"),
                    "GET / HTTP/1.1\r\nHost: shop\r\nx-tenant:  red\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: shop\r\nX-TENANT: blue\r\nContent-Length: 3\r\n\r\nabc")) {
                answered += ask(client, request) == 500 ? 1 : 0;
            }
        }
        assertThat(answered).isEqualTo(chosen);
        assertThat(fault.seen().kind()).isEqualTo(chosen == 0 ? Kind.NONE : Kind.OBSERVED);
    }

    @Test
    void aShareAndTheFirstOfThem() throws Exception {
        var some = proxy.fault("some", new HttpError(503, share(0.2), "any", "/", "any", 0));
        try (Socket client = proxy.connect()) {
            some.on();
            long answered = 0;
            for (int i = 0; i < 400; i++) {
                write(client, "HEAD / HTTP/1.1\r\nHost: shop\r\n\r\n");
                answered += status(read(client, false)) == 503 ? 1 : 0;
            }
            assertThat(answered).isBetween(50L, 110L); // 80, and four standard deviations
            some.off();
            proxy.fault("first", new HttpError(503, ALL, "any", "/", "any", 2)).on();
            assertThat(List.of(ask(client, get("/")), ask(client, get("/")), ask(client, get("/"))))
                    .containsExactly(503, 503, 200);
        }
    }

    @Test
    void aDelayIsOfTheChosenAlone() throws Exception {
        var fault = proxy.fault("slow", new HttpDelay(Duration.ofMillis(400), ALL, "any", "/slow", "any", 0));
        fault.on();
        try (Socket client = proxy.connect()) {
            long begin = System.nanoTime();
            assertThat(ask(client, post("/slow", "z".repeat(200_000)))).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
            assertThat(ask(client, get("/fast"))).isEqualTo(200);
            assertThat(fault.seen().text()).isEqualTo("1 of 2 requests were delivered late");
        }
        assertThat(seen).containsExactly("POST /slow 200000", "GET /fast 0");
    }

    /** Neither the end of what a client says, nor its next request, brings a late one to the target earlier. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesBehindALateRequestWaitsForIt(boolean isEnd) throws Exception {
        var fault = proxy.fault("slow", new HttpDelay(Duration.ofMillis(600), ALL, "any", "/slow", "any", 0));
        fault.on();
        try (Socket client = proxy.connect()) {
            long begin = System.nanoTime();
            write(client, get("/slow"));
            while (fault.seen().kind() != Kind.OBSERVED) {
                Thread.onSpinWait();
            }
            if (isEnd) {
                client.shutdownOutput();
            } else {
                write(client, get("/next"));
            }
            assertThat(status(read(client))).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
            if (!isEnd) {
                assertThat(status(read(client))).isEqualTo(200);
            }
        }
        assertThat(seen).startsWith("GET /slow 0");
    }

    @Test
    void aLateRequestGoesOnAtOnceWhenItIsUndone() throws Exception {
        var fault = proxy.fault("slow", new HttpDelay(Duration.ofSeconds(50), ALL, "any", "/", "any", 0));
        fault.on();
        try (Socket client = proxy.connect()) {
            write(client, get("/"));
            while (fault.seen().kind() != Kind.OBSERVED) {
                Thread.onSpinWait();
            }
            fault.off();
            assertThat(status(read(client))).isEqualTo(200);
        }
    }

    @Test
    void aCutResetsTheConnectionBeforeTheTargetSeesTheRequest() throws Exception {
        var fault = proxy.fault("cut", new HttpCut(ALL, "any", "/orders", "any", 0));
        fault.on();
        try (Socket client = proxy.connect()) {
            assertThat(ask(client, get("/stock"))).isEqualTo(200);
            write(client, post("/orders", "abc"));
            assertThatThrownBy(() -> read(client))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        try (Socket client = proxy.connect()) {
            assertThat(ask(client, get("/stock"))).isEqualTo(200);
        }
        assertThat(fault.seen().text()).isEqualTo("1 of 3 requests were cut off");
        assertThat(seen).containsExactly("GET /stock 0", "GET /stock 0");
    }

    @Test
    void undoneWithinARequestTheTargetGetsAllOfIt() throws Exception {
        var fault = proxy.fault("broken", errors("/"));
        fault.on();
        String request = post("/", "w".repeat(50_000));
        try (Socket client = proxy.connect()) {
            write(client, request.substring(0, 20_000));
            while (fault.seen().text().contains("nothing passed")) {
                Thread.onSpinWait();
            }
            fault.off();
            write(client, request.substring(20_000));
            assertThat(status(read(client))).isEqualTo(200);
        }
        assertThat(seen).containsExactly("POST / 50000");
    }

    @Test
    void aConnectionThatIsWithinARequestIsReadFromTheNextOneOn() throws Exception {
        String request = post("/", "x".repeat(20_000));
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProxyFixture before = new ProxyFixture(upstream.getLocalPort());
                Socket client = before.connect();
                Socket accepted = upstream.accept()) {
            write(client, request.substring(0, 15_000));
            assertThat(accepted.getInputStream().readNBytes(15_000)).hasSize(15_000);
            before.fault("broken", errors("/")).on();
            write(client, request.substring(15_000));
            assertThat(accepted.getInputStream().readNBytes(request.length() - 15_000))
                    .hasSize(request.length() - 15_000);
            write(accepted, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
            assertThat(status(read(client))).isEqualTo(201);
            assertThat(ask(client, get("/"))).isEqualTo(503);
        }
    }

    @Test
    void whatDoesNotWaitForAnswersPassesInOrder() throws Exception {
        var fault = proxy.fault("broken", errors("/2"));
        fault.on();
        try (Socket client = proxy.connect()) {
            write(client, get("/1") + get("/2") + get("/3"));
            for (int i = 0; i < 3; i++) {
                assertThat(status(read(client))).isEqualTo(200);
            }
        }
        assertThat(fault.seen().kind()).isEqualTo(Kind.NONE);
        assertThat(fault.seen().text()).contains("let pass");
        assertThat(seen).containsExactly("GET /1 0", "GET /2 0", "GET /3 0");
    }

    /** A head in pieces, chunks both ways, a HEAD with a length and no body, an old client, one that waits for a 100. */
    @Test
    void allFormsOfRequestsAndAnswersAreReadToTheirEnd() throws Exception {
        var fault = proxy.fault("broken", errors("/broken"));
        fault.on();
        try (Socket client = proxy.connect()) {
            for (char one : get("/broken").toCharArray()) {
                write(client, String.valueOf(one));
                Thread.onSpinWait();
            }
            assertThat(status(read(client))).isEqualTo(503);
            String chunked =
                    "POST %s HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            assertThat(ask(client, chunked.formatted("/broken"))).isEqualTo(503);
            assertThat(ask(client, chunked.formatted("/chunked"))).isEqualTo(200);
            write(client, "HEAD /well HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(status(read(client, false))).isEqualTo(200);
            write(client, "HEAD /broken HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(read(client, false)).startsWith("HTTP/1.1 503").contains("Content-Length: ");
            assertThat(ask(client, get("/well"))).isEqualTo(200);
            write(client, "POST /broken HTTP/1.1\r\nHost: shop\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
            assertThat(read(client)).startsWith("HTTP/1.1 503").contains("Connection: close");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket client = proxy.connect()) {
            write(client, "GET /broken HTTP/1.0\r\n\r\n");
            assertThat(read(client)).startsWith("HTTP/1.1 503");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(seen).containsExactly("POST /chunked 3", "HEAD /well 0", "GET /well 0");
        assertThat(fault.seen().text()).isEqualTo("5 of 8 requests were answered in its place");
    }

    /** Also behind an answer that is none yet. */
    @Test
    void afterAnUpgradeBytesPass() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProxyFixture before = new ProxyFixture(upstream.getLocalPort());
                Socket client = before.connect();
                Socket accepted = upstream.accept()) {
            var fault = before.fault("broken", errors("/broken"));
            fault.on();
            write(client, get("/early"));
            assertThat(accepted.getInputStream().readNBytes(get("/early").length()))
                    .isNotEmpty();
            write(accepted, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            assertThat(status(read(client))).isEqualTo(103);
            write(accepted, "HTTP/1.1 204 No Content\r\n\r\n");
            assertThat(status(read(client))).isEqualTo(204);
            assertThat(ask(client, get("/broken"))).isEqualTo(503);
            String upgrade = "GET /ws HTTP/1.1\r\nHost: shop\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
            write(client, upgrade);
            assertThat(accepted.getInputStream().readNBytes(upgrade.length())).isNotEmpty();
            write(accepted, "HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1");
            assertThat(status(read(client))).isEqualTo(101);
            write(client, get("/broken"));
            assertThat(accepted.getInputStream().readNBytes(get("/broken").length()))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(get("/broken"));
            assertThat(fault.seen().text())
                    .isEqualTo(
                            "1 of 3 requests were answered in its place; 1 connections went over to another protocol,"
                                    + " such as a WebSocket or HTTP/2, in which no request can be seen");
        }
    }

    /** The JDK's client offers HTTP/2 with each request, and a server that does not speak it goes on with HTTP/1.1. */
    @Test
    void anOfferOfAnotherProtocolIsNoUpgrade() throws Exception {
        var fault = proxy.fault("broken", errors("/broken"));
        fault.on();
        HttpClient client = HttpClient.newHttpClient();
        URI target = URI.create("http://" + proxy.address());
        for (String path : List.of("/well", "/broken", "/well", "/broken")) {
            HttpRequest request = HttpRequest.newBuilder(target.resolve(path)).build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(path.equals("/well") ? 200 : 503);
        }
        assertThat(fault.seen().text()).isEqualTo("2 of 4 requests were answered in its place");
    }

    /** Clients take such answers; else no request after the first of a connection would be chosen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\nX Y: 1\r\n\r\nok"
            })
    void answersThatKeepToNoRuleAreReadToTheirEnd(String answer) throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProxyFixture before = new ProxyFixture(upstream.getLocalPort());
                Socket client = before.connect();
                Socket accepted = upstream.accept()) {
            var fault = before.fault("broken", errors("/broken"));
            fault.on();
            for (int i = 0; i < 2; i++) {
                write(client, get("/well"));
                assertThat(accepted.getInputStream().readNBytes(get("/well").length()))
                        .isNotEmpty();
                write(accepted, answer);
                assertThat(client.getInputStream().readNBytes(answer.length()))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo(answer);
                assertThat(ask(client, get("/broken"))).isEqualTo(503);
            }
            assertThat(fault.seen().text()).isEqualTo("2 of 4 requests were answered in its place");
        }
    }

    @Test
    void aTunnelIsNotRead() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProxyFixture before = new ProxyFixture(upstream.getLocalPort());
                Socket client = before.connect();
                Socket accepted = upstream.accept()) {
            before.fault("broken", errors("/broken")).on();
            String connect = "CONNECT shop:80 HTTP/1.1\r\nHost: shop:80\r\n\r\n";
            write(client, connect);
            assertThat(accepted.getInputStream().readNBytes(connect.length())).isNotEmpty();
            write(accepted, "HTTP/1.1 200 Connection established\r\n\r\n");
            assertThat(status(read(client))).isEqualTo(200);
            write(client, get("/broken"));
            assertThat(accepted.getInputStream().readNBytes(get("/broken").length()))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(get("/broken"));
        }
    }

    /** What one fault answers is no request that another one waits for. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoFaultsOnOneConnectionBothGoOnActing(boolean isLateFirst) throws Exception {
        var late = proxy.fault("late", new HttpDelay(Duration.ofMillis(300), ALL, "any", "/slow", "any", 0));
        var broken = proxy.fault("broken", errors("/broken"));
        for (var fault : isLateFirst ? List.of(late, broken) : List.of(broken, late)) {
            fault.on();
        }
        try (Socket client = proxy.connect()) {
            assertThat(ask(client, get("/well"))).isEqualTo(200);
            for (int i = 0; i < 2; i++) {
                write(client, "HEAD /broken HTTP/1.1\r\nHost: shop\r\n\r\n");
                assertThat(status(read(client, false))).isEqualTo(503);
                long begin = System.nanoTime();
                assertThat(ask(client, get("/slow"))).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            }
        }
        assertThat(late.seen().text()).startsWith("2 of ").doesNotContain("let pass");
        assertThat(broken.seen().text()).isEqualTo("2 of 5 requests were answered in its place");
    }

    @Test
    void whatIsNoHttpPassesAndProvesNothing() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture redis = new ProxyFixture(echo.port());
                Socket client = redis.connect()) {
            var fault = redis.fault("broken", errors("/"));
            fault.on();
            for (String text : List.of("*1\r\n$4\r\nPING\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
                write(client, text);
                assertThat(client.getInputStream().readNBytes(text.length()))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo(text);
            }
            assertThat(fault.seen().kind()).isEqualTo(Kind.NONE);
            assertThat(fault.seen().text())
                    .isEqualTo("nothing that passed was HTTP/1.1: in TLS and HTTP/2 no request can be seen");
            try (Socket other = redis.connect()) {
                assertThat(ask(other, get("/"))).isEqualTo(503);
            }
            assertThat(fault.seen().text())
                    .startsWith("1 of 1 requests were answered in its place; 2 other chunks were no HTTP/1.1");
            assertThat(fault.seen().traffic()).isEqualTo(new Traffic(1, 2));
        }
    }

    /** A connection in which no request can be seen any more is counted on, so that a run can say what passed. */
    @Test
    void whatPassesUnseenIsCountedToTheEnd() throws Exception {
        try (Socket client = proxy.connect()) {
            var fault = proxy.fault("broken", errors("/elsewhere"));
            fault.on();
            write(client, get("/1") + get("/2"));
            read(client);
            read(client);
            for (int i = 0; i < 3; i++) {
                assertThat(ask(client, get("/" + i))).isEqualTo(200);
            }
            assertThat(fault.seen().traffic()).isEqualTo(new Traffic(2, 3));
        }
    }

    @Test
    void manyConnectionsAtOnceEachGetTheirOwnAnswers() throws Exception {
        proxy.fault("some", new HttpError(503, share(0.3), "any", "/", "any", 0))
                .on();
        List<Integer> wrong = IntStream.range(0, 8)
                .parallel()
                .map(one -> {
                    try (Socket client = proxy.connect()) {
                        int bad = 0;
                        for (int i = 0; i < 40; i++) {
                            String body = "b".repeat(1 + (one * 200 + i * 7) % 5_000);
                            write(client, post("/", body));
                            String answer = read(client);
                            bad += status(answer) == 503 || answer.endsWith("took " + body.length()) ? 0 : 1;
                        }
                        return bad;
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .boxed()
                .toList();
        assertThat(wrong).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, which is reached by TLS",
        "wss://{front.address}, which is reached by TLS",
        "jdbc:postgresql://{db.address}/shop, which is reached by jdbc",
        "redis://127.0.0.1:6379, which is reached by redis"
    })
    void aTargetInWhichNoRequestCanBeSeenIsRefused(String url, String message) {
        Location place = new Location("environments/local.yaml", 7, 3);
        TargetSpec target = new TargetSpec("shop", null, true, url, place);
        FaultStep step = new FaultStep("broken", errors("/"), "shop", Duration.ZERO, null, null, place);
        HttpDriver<HttpError> driver = HttpDriver.ofErrors(new RunContext(Clock.systemUTC(), 1));
        assertThatThrownBy(() -> driver.prepare(step, errors("/"), target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http-error to target 'shop'")
                .hasMessageContaining(message)
                .hasMessageContaining("environments/local.yaml:7:3");
    }
}
