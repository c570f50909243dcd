package dev.holograph.chaos.adapters.probe.http;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.adapters.tls.TlsFailure;
import dev.holograph.chaos.adapters.tls.VertxTls;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.ProbeProvider.RunningProbe;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one request after another, each in its turn, on one event loop: all fields are its own. */
final class HttpProbe implements RunningProbe {

    /** An answer to a probe is short; one that is not must not fill the memory. */
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final Vertx vertx;
    private final Context loop;
    private final HttpClient client;
    private final Probe probe;
    private final ProbeQuery.Http query;
    private final RequestOptions request;
    private final MetricSink sink;
    private final Clock clock;
    private final JsonNumber number;
    private final Consumer<String> progress;
    private final String host;
    private boolean hasToldTls;
    private long timer = -1;
    private volatile boolean stopped;

    HttpProbe(
            Vertx vertx,
            Probe probe,
            ProbeQuery.Http query,
            HttpAddress target,
            MetricSink sink,
            Clock clock,
            Consumer<String> progress)
            throws DriverException {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.probe = probe;
        this.query = query;
        this.sink = sink;
        this.clock = clock;
        this.number = new JsonNumber(probe, query, progress);
        this.progress = progress;
        this.host = target.own().host();
        this.client = SharedVertx.client(
                vertx,
                VertxTls.options(
                        new HttpClientOptions()
                                .setKeepAlive(true)
                                .setConnectTimeout(
                                        Math.toIntExact(probe.timeout().toMillis())),
                        target),
                new PoolOptions().setHttp1MaxSize(2));
        this.request = VertxTls.request(target).setMethod(HttpMethod.GET).setURI(target.path(query.path()));
    }

    void start() {
        loop.runOnContext(now -> {
            if (!stopped) {
                timer = vertx.setPeriodic(probe.every().toMillis(), tick -> ask());
                ask();
            }
        });
    }

    @Override
    public void stop(Deadline deadline) {
        stopped = true;
        loop.runOnContext(now -> {
            vertx.cancelTimer(timer);
            client.close();
        });
    }

    /** Reports a TLS failure once, with what to do: it does not mend itself. */
    private void tellTls(Throwable why) {
        if (!hasToldTls) {
            TlsFailure.problem(why).ifPresent(problem -> {
                hasToldTls = true;
                progress.accept("probe " + probe.name() + ": TLS handshake failed: " + problem.text() + "; "
                        + TlsFailure.advice(problem, host));
            });
        }
    }

    private void ask() {
        if (!stopped) {
            new Exchange().send();
        }
    }

    /** One request, and what came of it: at most one of answer, failure and time-out. */
    private final class Exchange {
        private final long at = Window.micros(clock.instant());
        private final long start = System.nanoTime();
        private final Buffer body = Buffer.buffer();
        private boolean over;
        private @Nullable HttpClientRequest sent;
        private final long limit = vertx.setTimer(probe.timeout().toMillis(), late -> timedOut());

        void send() {
            client.request(request).onFailure(this::failed).onSuccess(ready -> {
                sent = ready;
                ready.exceptionHandler(this::failed);
                if (over) {
                    ready.reset();
                    return;
                }
                ready.send().onFailure(this::failed).onSuccess(response -> {
                    response.exceptionHandler(this::failed);
                    response.handler(this::take);
                    response.endHandler(end -> answered(response.statusCode()));
                });
            });
        }

        private void take(Buffer part) {
            if (body.length() + part.length() > LONGEST_ANSWER) {
                failed(new IllegalStateException("too long"));
                reset();
            } else if (!over) {
                body.appendBuffer(part);
            }
        }

        private void answered(int status) {
            double millis = (System.nanoTime() - start) / 1e6;
            if (!end()) {
                return;
            }
            boolean ok = isExpected(status);
            tell(probe.ok(), ok ? 1 : 0);
            if (ok) { // a fast failure is an error, not a latency
                tell(probe.latency(), millis);
                number.in(body).ifPresent(value -> tell(probe.value(), value));
            }
        }

        private void failed(Throwable why) {
            if (end()) {
                tellTls(why);
                tell(probe.ok(), 0);
            }
        }

        /** It took at least this long. */
        private void timedOut() {
            if (end()) {
                tell(probe.ok(), 0);
                tell(probe.latency(), probe.timeout().toMillis());
                reset();
            }
        }

        private void reset() {
            if (sent != null) {
                sent.reset();
            }
        }

        private boolean end() {
            if (over) {
                return false;
            }
            over = true;
            vertx.cancelTimer(limit);
            return !stopped;
        }

        private void tell(String metric, double value) {
            sink.sample(metric, Map.of(), at, value);
        }
    }

    private boolean isExpected(int status) {
        return query.expect().endsWith("xx")
                ? status / 100 == query.expect().charAt(0) - '0'
                : Integer.toString(status).equals(query.expect());
    }
}
