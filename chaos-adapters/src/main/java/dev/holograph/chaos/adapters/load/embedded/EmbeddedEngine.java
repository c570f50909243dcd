package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.data.DataFileException;
import dev.holograph.chaos.adapters.data.DataTable;
import dev.holograph.chaos.adapters.data.RequestFields;
import dev.holograph.chaos.adapters.data.RequestValues;
import dev.holograph.chaos.adapters.tls.Http2Check;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Runs {@code http:} and {@code websocket:} profiles inside this JVM. */
final class EmbeddedEngine implements LoadEngine {

    /** Where rate × time-out asks for more, the machine's ports and file descriptors would run out first. */
    static final int MOST_CONNECTIONS = 4_096;

    private static final int MOST_FLUSHES_IN_ONE = 256;

    /** What the transports of a load are made of. */
    private record Parts(
            LoadPlan plan,
            Bootstrap bootstrap,
            TlsLayer tls,
            Requests requests,
            Ids ids,
            RequestValues values,
            LoadRun.Problem problem) {
        Load load() {
            return plan.load();
        }

        EventLoop loop() {
            return (EventLoop) bootstrap.config().group();
        }
    }

    private final DriverContext context;

    EmbeddedEngine(DriverContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return EmbeddedLoadEngineProvider.NAME;
    }

    @Override
    public String version() {
        try (InputStream in = EmbeddedEngine.class.getResourceAsStream("version.properties")) {
            Properties filtered = new Properties();
            filtered.load(Objects.requireNonNull(in, "the build filters version.properties into this package"));
            return filtered.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RunningLoad start(LoadPlan plan, OutcomeSink sink) throws DriverException, InterruptedException {
        Http2Check.failIfNotOffered(plan);
        Load load = plan.load();
        EventLoop loop = LoadLoops.of(context.shared()).next();
        WallClock wall = WallClock.at(context.clock().instant(), System.nanoTime());
        Requests requests = new Requests(
                Requests.Kinds.of(load.profile(), sink),
                sink,
                wall,
                System::nanoTime,
                load.timeout().toNanos());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .remoteAddress(address(plan.base().endpoint()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(load.timeout()))
                .option(ChannelOption.TCP_NODELAY, true);
        LoadRun.Problem problem = new LoadRun.Problem();
        TlsLayer tls = TlsLayer.of(plan.base(), millis(load.timeout()));
        RequestValues values = new RequestValues(
                RequestValues.Seeds.of(plan.seed(), plan.runId(), load.name()),
                data(plan),
                plan.setup(),
                () -> wall.instant(System.nanoTime()));
        Parts parts = new Parts(plan, bootstrap, tls, requests, Ids.of(plan.runId(), load.name()), values, problem);
        Transport transport = load.profile() instanceof Profile.Http http
                ? http(http, parts)
                : webSocket((Profile.WebSocket) load.profile(), parts);
        LoadRun run = new LoadRun(loop, sink, wall, requests, transport, problem);
        run.begin(load.arrivals(), plan.length());
        return run;
    }

    private static @Nullable DataTable data(LoadPlan plan) throws DriverException {
        String data = plan.load().data();
        try {
            return data == null ? null : DataTable.read(plan.root().resolve(data), data);
        } catch (DataFileException e) {
            throw new DriverException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Transport http(Profile.Http profile, Parts parts) throws DriverException {
        List<HttpKind> kinds = new ArrayList<>();
        for (HttpRequest request : profile.kinds()) {
            kinds.add(HttpKind.of(request, parts.plan().base(), parts.ids(), parts.values()));
        }
        HttpConnection.Client client = new HttpConnection.Client(
                kinds,
                parts.ids(),
                AnswerSample.masking(
                        profile.kinds().stream()
                                .flatMap(kind -> kind.headers().entrySet().stream())
                                .toList(),
                        parts.plan().secrets()),
                parts.requests(),
                profile.followsRedirects() ? new RedirectRule(parts.plan().base()) : null);
        TlsLayer tls = parts.tls().offering(protocols(profile.version()));
        return new HttpTransport(
                parts.bootstrap(),
                parts.loop(),
                parts.requests(),
                parts.problem(),
                connections(profile, parts.load()),
                tls.isThere() && profile.version() != HttpVersion.HTTP_1_1,
                pool -> new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.addTo(channel);
                        if (tls.isThere()) {
                            channel.pipeline()
                                    .addLast(new VersionChoice(
                                            (over, agreed) -> speak(over, agreed, profile, pool, client)));
                        } else {
                            addHttp1(channel, pool, client);
                        }
                    }
                });
    }

    /** By ALPN. Asked for none, a server speaks HTTP/1.1. */
    private static List<String> protocols(HttpVersion version) {
        return switch (version) {
            case ANY -> List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
            case HTTP_1_1 -> List.of();
            case HTTP_2 -> List.of(ApplicationProtocolNames.HTTP_2);
        };
    }

    private static void speak(
            Channel channel, String agreed, Profile.Http profile, HttpTransport pool, HttpConnection.Client client) {
        if (agreed.equals(ApplicationProtocolNames.HTTP_2)) {
            channel.pipeline()
                    .addLast(
                            // What is answered and asked in one go is one packet, and one record of TLS.
                            new FlushConsolidationHandler(MOST_FLUSHES_IN_ONE, true),
                            SharedConnection.of(pool, client));
        } else if (profile.version() == HttpVersion.HTTP_2) {
            pool.failed(channel, new Failure(FailureReason.tls(TlsProblem.NO_HTTP2), null));
            channel.close();
        } else {
            addHttp1(channel, pool, client);
            pool.opened(channel, channel.pipeline().get(HttpConnection.class));
        }
    }

    private static void addHttp1(Channel channel, HttpTransport pool, HttpConnection.Client client) {
        HttpConnection connection = new HttpConnection(pool, client);
        channel.pipeline().addLast(new HttpAnswerDecoder(connection::expectsNoBody));
        if (client.readsAnswers()) {
            channel.pipeline().addLast(new AnswerDecompressor(connection::readsAnswer));
        }
        channel.pipeline().addLast(connection);
    }

    /** As many as a system that answers nothing would make wait at once. */
    static int connections(Profile.Http profile, Load load) {
        if (profile.maxConnections() > 0) {
            return profile.maxConnections();
        }
        if (load.arrivals() instanceof ArrivalModel.Open open) {
            double waiting = Math.ceil(open.peak() * load.timeout().toNanos() / 1e9);
            return (int) Math.max(1, Math.min(MOST_CONNECTIONS, waiting));
        }
        return ((ArrivalModel.Closed) load.arrivals()).users();
    }

    private static Transport webSocket(Profile.WebSocket profile, Parts parts) throws DriverException {
        List<Template> messages = profile.frames().stream()
                .map(Profile.Frame::text)
                .map(text -> new Template(text, RequestFields.MESSAGE, RequestFields.escaping(text), parts.values()))
                .toList();
        if (!messages.stream().allMatch(Template::hasId)) {
            throw new DriverException("message: has no {id}, so that no answer could be matched with its request: "
                    + "write {id} where the system expects the id");
        }
        HttpAddress base = parts.plan().base();
        HttpHeaders headers = new DefaultHttpHeaders();
        Profile.Opening opening = profile.opening();
        opening.headers()
                .forEach((name, value) -> headers.set(
                        name,
                        RequestFields.filled(
                                value, RequestFields.header(name), parts.plan().setup())));
        base.authorization().ifPresent(login -> headers.set(HttpHeaderNames.AUTHORIZATION, login));
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(uri(
                        base,
                        RequestFields.filled(
                                profile.path(), RequestFields.PATH, parts.plan().setup())))
                .customHeaders(headers)
                .subprotocol(opening.subprotocol())
                .version(WebSocketVersion.V13)
                .handshakeTimeoutMillis(millis(parts.load().timeout()))
                .maxFramePayloadLength(AnswerId.LONGEST_ANSWER)
                .build();
        WebSocketLane.Client client = new WebSocketLane.Client(
                parts.bootstrap(),
                parts.loop(),
                parts.tls(),
                config,
                profile.framesPerConnection(),
                opening.firstMessage() == null
                        ? null
                        : RequestFields.filled(
                                opening.firstMessage(),
                                RequestFields.MESSAGE,
                                parts.plan().setup()),
                messages,
                AnswerId.at(profile.answerId()),
                parts.ids(),
                AnswerSample.masking(opening.headers().entrySet(), parts.plan().secrets()),
                parts.requests(),
                parts.problem());
        int lanes = parts.load().arrivals() instanceof ArrivalModel.Open open
                ? Math.max(1, open.connections())
                : ((ArrivalModel.Closed) parts.load().arrivals()).users();
        WebSocketTransport transport = new WebSocketTransport(lanes, () -> new WebSocketLane(client));
        parts.requests().obstacles(transport::obstacle);
        return transport;
    }

    private static URI uri(HttpAddress base, String path) throws DriverException {
        try {
            return new URI(
                    base.webSocketScheme() + "://" + base.authority() + HttpRequests.checkedPath(base.path(path)));
        } catch (URISyntaxException e) {
            throw new DriverException("path: '" + path + "' is no path of a URL: " + e.getReason(), e);
        }
    }

    /** Looked up once: the event loop that measures must not wait for a name server. */
    private static InetSocketAddress address(Endpoint base) throws DriverException {
        try {
            return new InetSocketAddress(InetAddress.getByName(base.host()), base.port());
        } catch (UnknownHostException e) {
            throw new DriverException(
                    "the host '" + base.host() + "' has no address: correct the target's url in the environment", e);
        }
    }

    private static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    }
}
