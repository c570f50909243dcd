package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.fault.HttpRequests;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Chooses the requests of all connections that a fault acts on. Thread-safe, if its source of random numbers is. */
final class HttpChoice {

    private final HttpRequests wanted;
    private final RandomGenerator random;
    private final String header;
    private final String value;
    private final AtomicInteger chosen = new AtomicInteger();

    HttpChoice(HttpRequests wanted, RandomGenerator random) {
        this.wanted = wanted;
        this.random = random;
        int colon = wanted.header().indexOf(':');
        this.header = colon < 0 ? wanted.header() : wanted.header().substring(0, colon);
        this.value = colon < 0 ? "" : wanted.header().substring(colon + 1).strip();
    }

    boolean isOne(HttpRequest head) {
        return matches(head)
                && (wanted.share().value() >= 1
                        || random.nextDouble() < wanted.share().value())
                && (wanted.first() == 0
                        || chosen.getAndUpdate(count -> Math.min(count + 1, wanted.first())) < wanted.first());
    }

    private boolean matches(HttpRequest head) {
        return (wanted.method().equals(HttpRequests.ANY)
                        || wanted.method().equals(head.method().name()))
                && path(head.uri()).startsWith(wanted.path())
                && (wanted.header().equals(HttpRequests.ANY) || hasHeader(head));
    }

    private boolean hasHeader(HttpRequest head) {
        return value.isEmpty()
                ? head.headers().contains(header)
                : head.headers().getAll(header).stream()
                        .anyMatch(one -> one.strip().equals(value));
    }

    /** A client of a proxy names the whole URL. */
    private static String path(String uri) {
        int scheme = uri.indexOf("://");
        int slash = scheme < 0 || scheme > uri.indexOf('/') ? 0 : uri.indexOf('/', scheme + 3);
        String path = slash < 0 ? "/" : uri.substring(slash);
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
