import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.LatencyBounds;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.RunningLoad;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code users PORT SECONDS}, {@code users-1.1 PORT SECONDS CERTIFICATE} and {@code users-2} by TLS, or
 * {@code schedule RATE SECONDS}: the built-in load engine at work.
 */
public final class LoadBenchmark {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** As long as the warm-up of a run, by default: until then the JVM compiles the engine. */
    private static final int WARMUP_SECONDS = 5;

    /** Tells monotone time as if it were wall time, so that due times can be compared with readings of nanoTime. */
    private static final Clock MONOTONE = new Clock() {
        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(0, System.nanoTime());
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[2]);
        RunContext context = new RunContext(MONOTONE, 1);
        try (RunResources closed = context.shared()) {
            switch (arguments[0]) {
                case "users" -> users(at(arguments[1]), HttpVersion.ANY, seconds, context);
                case "users-1.1" -> users(secure(arguments), HttpVersion.HTTP_1_1, seconds, context);
                case "users-2" -> users(secure(arguments), HttpVersion.HTTP_2, seconds, context);
                case "schedule" -> schedule(Integer.parseInt(arguments[1]), seconds, context);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
        System.exit(0);
    }

    /** 20 users without a pause, as users.js has them. */
    private static void users(HttpAddress at, HttpVersion version, int seconds, RunContext context) throws Exception {
        OutcomeSink sink =
                new SeriesRecorder(LatencyBounds.of(250_000), TIMEOUT.toMillis() * 1_000).forLoad("load");
        run("/", new ArrivalModel.Closed(20, Duration.ZERO), at, version, seconds, sink, context);
    }

    private static HttpAddress at(String port) {
        return new HttpAddress(new Endpoint("127.0.0.1", Integer.parseInt(port)));
    }

    /** The server's own certificate is all that is trusted. */
    private static HttpAddress secure(String[] arguments) {
        Location here = new Location("benchmark", 1, 1);
        Tls tls = new Tls(new Tls.PemFile(Path.of(arguments[3]), arguments[3], here), null, null, false);
        Endpoint at = new Endpoint("localhost", Integer.parseInt(arguments[1]));
        return HttpAddress.of(new TargetSpec("target", null, false, null, "https://" + at, null, tls, here), at);
    }

    /** Open model against a server in this JVM, which notes when each request arrives. */
    private static void schedule(int rate, int seconds, RunContext context) throws Exception {
        int warm = rate * WARMUP_SECONDS;
        int count = warm + rate * seconds;
        long[] due = new long[count];
        long[] released = new long[count];
        long[] arrived = new long[count];
        Vertx vertx = Vertx.vertx();
        int port = vertx.createHttpServer()
                .requestHandler(request -> {
                    String path = request.path();
                    arrived[Integer.parseInt(path.substring(path.lastIndexOf('-') + 1))] = System.nanoTime();
                    request.response().end("hello\n");
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        OutcomeSink sink = new OutcomeSink() {
            private int next;
            private int ok;

            @Override
            public void due(long dueMicros) {
                due[next] = dueMicros;
                released[next++] = System.nanoTime();
            }

            @Override
            public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
                ok += outcome == Outcome.OK ? 1 : 0;
                if (ok == count) {
                    System.out.println("all " + count + " answered");
                }
            }

            @Override
            public void acknowledged(String id, long atMicros) {}

            @Override
            public void heartbeat(long atMicros) {}
        };
        run("/{id}", new ArrivalModel.Open(rate, 1), at(Integer.toString(port)), HttpVersion.ANY, WARMUP_SECONDS + seconds, sink, context);
        print("sent after due (handed to its connection)", due, released, warm);
        print("arrived after due (seen by the server)", due, arrived, warm);
    }

    private static void run(
            String path,
            ArrivalModel arrivals,
            HttpAddress at,
            HttpVersion version,
            int seconds,
            OutcomeSink sink,
            RunContext context)
            throws Exception {
        LoadEngine engine = new EmbeddedLoadEngineProvider()
                .find(Map.of(), context)
                .engine();
        Profile profile =
                new Profile.Http("target", "GET", path, Map.of(), null, "2xx", null, 0).speaking(version);
        Load load = new Load("load", profile, arrivals, TIMEOUT, null, new Location("benchmark", 1, 1));
        RunningLoad running = engine.start(
                new LoadPlan(
                        "benchmark",
                        load,
                        at,
                        Duration.ofSeconds(seconds),
                        Path.of("."),
                        Path.of(".")),
                sink);
        String problem = running.ended().get().problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    private static void print(String what, long[] dueMicros, long[] nanos, int from) {
        double[] late = new double[nanos.length - from];
        for (int i = 0; i < late.length; i++) {
            late[i] = nanos[from + i] / 1e6 - dueMicros[from + i] / 1e3;
        }
        Arrays.sort(late);
        System.out.printf(
                "%-45s p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, max %.3f ms%n",
                what, at(late, 0.5), at(late, 0.99), at(late, 0.999), late[late.length - 1]);
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }
}
